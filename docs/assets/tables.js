// A table that is wider than a phone scrolls in a box of Material's, which a keyboard has to reach as well.
document$.subscribe(() => setTimeout(() => document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
})));
