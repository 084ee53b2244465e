// What Material leaves out for people who use a keyboard or a screen reader.
document$.subscribe(() => setTimeout(() => {
  // A table that is wider than the screen scrolls in a box. A keyboard must reach that box.
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  // Every copy button is in a landmark without a name. The button itself has a name.
  document.querySelectorAll(".md-code__nav").forEach((box) => box.setAttribute("role", "presentation"));
}));
