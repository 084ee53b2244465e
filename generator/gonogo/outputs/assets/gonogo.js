// Additions to pages that are complete without it. Strings are inserted as text, never as HTML.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  // Adds a text after the written time.
  const add = (kind, say) => all(`time[data-gonogo-${kind}]`).forEach((time) => {
    const moment = new Date(time.dateTime);
    const text = time.dateTime[10] === "T" && +moment && say(moment, time);
    if (!text) return;
    let extra = time.querySelector(`.gonogo-extra--${kind}`);
    if (!extra) {
      extra = document.createElement("span");
      extra.className = `gonogo-extra gonogo-extra--${kind}`;
      time.append(extra);
    }
    extra.textContent = text;
  });

  // The moment in the reader's time zone, with the day if it is another day there.
  const sayLocal = (moment, time) => {
    const own = new Date(moment - moment.getTimezoneOffset() * 6e4);
    const [clock, written] = [own.toISOString().slice(0, 16), time.dateTime.slice(0, 16)];
    if (clock === written || !moment.getTimezoneOffset()) return "";
    const date = own.toUTCString(); // Sat, 28 Feb 2026 23:30:00 GMT
    const day = clock.slice(0, 10) === written.slice(0, 10) ? "" : `${date.slice(0, 3)} ${+date.slice(5, 7)}${date.slice(7, 11)} `;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return ` · ${day}${clock.slice(11)} ${time.dataset.gonogoLocal === "short" ? "yours" : `your time (${zone})`}`;
  };

  // The time chosen for the build, else the current time.
  const now = () => new Date(document.querySelector("[data-gonogo-now]")?.dateTime ?? Date.now());
  const sayRelative = (moment, time) => {
    const left = (moment - now()) / 6e4;
    let rest = Math.abs(left);
    const words = [["day", 1440], ["hour", 60], ["minute", 1]].map(([unit, minutes]) => {
      const count = Math.floor(rest / minutes);
      rest %= minutes;
      return count && `${count} ${unit}${count > 1 ? "s" : ""}`;
    }).filter(Boolean).slice(0, time?.dataset.gonogoRelative || (Math.abs(left) < 2e4 ? 2 : 1)).join(" ");
    return !words ? ", now" : left > 0 ? `, in ${words}` : `, ${words} ago`;
  };

  // Warns below the verdict, or else the heading, if the build is a day old, or if a waiver has ended since.
  const warn = () => all("[data-gonogo-judged]").forEach((note) => {
    const { gonogoJudged: judged, gonogoLapses: lapses } = note.dataset;
    const lapsed = !!lapses && Date.now() >= new Date(lapses);
    if (!lapsed && Date.now() - new Date(judged) < 864e5) return;
    const [old, ended] = note.querySelectorAll("span");
    [note.hidden, old.hidden, ended.hidden] = [false, lapsed, !lapsed];
    const above = document.querySelector(".gonogo-banner") ?? document.querySelector("h1");
    if (above && note.previousElementSibling !== above) above.after(note);
  });

  // Marks the current and next rows of a run sheet. A row is current until a later row starts, and at most until an
  // hour after its planned end.
  const mark = () => {
    const link = document.querySelector(".gonogo-jump");
    if (!link) return;
    const time = +now();
    all("[data-gonogo-from]").forEach((day) => {
      const [from, to] = [new Date(day.dataset.gonogoFrom), new Date(day.dataset.gonogoTo)];
      const share = (time - from) / (to - from);
      day.classList.toggle("is-now", share >= 0 && share <= 1);
      day.style.setProperty("--now", share);
    });
    const rows = all("[data-gonogo-begins]").map((row) => [row, +new Date(row.dataset.gonogoBegins)]);
    const begins = rows.map(([, at]) => at);
    const latest = Math.max(...begins.filter((at) => at <= time));
    const soonest = Math.min(...begins.filter((at) => at > time));
    all(".gonogo-mark").forEach((old) => old.remove());
    const [row] = rows.filter(([row, at]) => {
      const isNow = at === latest && time < at + (+row.dataset.gonogoMinutes + 60) * 6e4;
      const isNext = at === soonest;
      row.classList.toggle("is-now", isNow);
      row.removeAttribute("id");
      const textContent = isNow ? "Now" : isNext ? `Next${sayRelative(at)}` : "";
      if (textContent) row.querySelector("th").prepend(make("b", { className: "gonogo-tag gonogo-mark", textContent }), " ");
      return isNow;
    })[0] ?? [];
    link.hidden = !row;
    if (!row) return;
    row.id = "now_";
    link.href = "#now_";
    link.textContent = `Jump to now: ${row.cells[1].textContent} ${row.querySelector("th > a").textContent}`;
  };

  // Shows a row if the row, or a row inside it, matches the filter.
  const filter = (form) => {
    const { checked } = form.elements.open;
    const rows = all(".gonogo-item");
    const fits = (row) => !checked || row.matches(".is-open");
    rows.forEach((row) => { row.hidden = ![row, ...all(".gonogo-item", row)].some(fits); });
    const total = all(".gonogo-item:not(.is-heading)");
    const count = total.filter(fits).length;
    form.querySelector("output").textContent = count < total.length ? `${count} of ${total.length} shown` : "";
  };

  // Adds a copy button, if the browser allows pages to write to the clipboard.
  const addCopy = (pre, what) => {
    if (!navigator.clipboard) return;
    const button = make("button", { type: "button", textContent: `Copy ${what}`, ariaLive: "polite" });
    button.onclick = () => navigator.clipboard.writeText(pre.textContent).then(() => "Copied", () => "Not copied").then((said) => {
      button.textContent = said;
      setTimeout(() => { button.textContent = `Copy ${what}`; }, 2e3);
    });
    pre.after(button);
  };

  // Adds copy buttons to the instructions of an entry, and combines the commands of ticked entries by state.
  const COMMAND = /^(gonogo (?:done|mark \w+)) (".+")$/;
  const offer = () => {
    const offers = all(".gonogo-do");
    if (!offers.length || document.querySelector(".gonogo-ticked")) return;
    const panel = make("div", { className: "gonogo-ticked", role: "region", ariaLabel: "One command for all ticked lines", hidden: true });
    const [count, command, none] = [make("output"), make("pre", { tabIndex: 0 }), make("button", { type: "button", textContent: "Untick all" })];
    panel.append(count, command, none);
    addCopy(command, "command");
    offers[0].closest("article, body").append(panel);
    const boxes = [];
    const gather = () => {
      const ticked = boxes.filter((box) => box.checked);
      const commands = {};
      ticked.forEach(({ value }) => {
        const [, head, ref] = COMMAND.exec(value);
        commands[head] = `${commands[head] ?? head} ${ref}`;
      });
      command.textContent = Object.values(commands).join("\n");
      count.textContent = `${ticked.length} ticked`;
      panel.hidden = !ticked.length;
    };
    none.onclick = () => {
      boxes.forEach((box) => { box.checked = false; });
      gather();
      boxes[0].focus();
    };
    offers.forEach((details) => {
      const texts = all("pre", details);
      texts.forEach((pre) => {
        const text = pre.textContent;
        addCopy(pre, text.startsWith("gonogo ") ? "command" : text.includes("\n") ? "lines" : "line");
      });
      const value = texts.at(-1)?.textContent ?? "";
      if (details.closest(".gonogo-sign") || !COMMAND.test(value)) return;
      const title = details.parentElement.querySelector(".gonogo-item__title").textContent;
      const box = make("input", { type: "checkbox", value, autocomplete: "off", ariaLabel: `Tick ${title}`, title: "Tick several for one command", onchange: gather });
      const label = make("label", { className: "gonogo-tick" });
      label.append(box);
      details.before(label);
      boxes.push(box);
    });
  };

  // Material names a part of the menu after an element that is empty or missing if the part has a page of its own.
  const pathOf = (menu) => (+menu.dataset.mdLevel ? `${pathOf(menu.parentElement.closest("nav"))} ${menu.querySelector("label").textContent.trim()}` : "");
  const nameMenus = () => all("nav[data-md-level][aria-labelledby]").forEach((menu) => {
    menu.ariaLabel = pathOf(menu).trim();
    menu.removeAttribute("aria-labelledby");
  });

  const refresh = () => { add("relative", sayRelative); warn(); mark(); };
  const start = () => {
    nameMenus();
    add("local", sayLocal);
    refresh();
    offer();
    all("form.gonogo-filter").forEach((form) => {
      form.hidden = false;
      form.oninput = () => filter(form);
      form.onsubmit = () => false;
      filter(form);
      // A link to an entry that the filter hides resets the filter.
      addEventListener("hashchange", () => {
        if (document.querySelector(":target")?.closest("[hidden]")) { form.reset(); filter(form); }
      });
    });
  };
  setInterval(refresh, 6e4);
  // Material emits an event for every page that it loads without a reload.
  if (window.document$) document$.subscribe(start);
  else addEventListener("DOMContentLoaded", start);
})();
