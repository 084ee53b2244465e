// The filter of the audit trail. It reads all events from audit.js, which also works for pages on disk, and makes the
// same rows as outputs/templates/audit_rows.html. Strings are inserted only as text, never as HTML.
(() => {
  "use strict";
  if (window.gonogoAudit) return; // the script runs again on each page that Material loads without a reload
  const STEP = 100;
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const [REVERSAL, MERGE, CUT, LAYOUT, RELIEF] = [1, 2, 4, 8, 16];
  const LONGEST_LINE = 40;
  const make = (tag, values, ...children) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...children.flat().filter((child) => child !== "" && child !== undefined));
    return node;
  };
  const quiet = (text) => make("span", { className: "gonogo-quiet" }, text);
  const link = (text, href, base) => (href ? make("a", { href: base ? new URL(href, base) : href }, text) : text);
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  // The events as objects, newest first.
  let events;
  const read = (data, base) => {
    data.commits.forEach((commit) => { commit[1] = data.people[commit[1]]; });
    events = data.events.map(([number, commit, subject, tag, page, flags, values = [], lead = 0, more = 0, decider = "", other = "", commands = ""]) => ({
      number, commit: data.commits[commit], subject: data.subjects[subject], tag: data.tags[tag], page: data.pages[page],
      flags, values, lead, more, decider, other, commands, base,
    })).reverse();
  };
  let loading;
  const load = (href) => {
    loading ??= new Promise((resolve, reject) => {
      const base = new URL(href, document.baseURI);
      window.gonogoAudit = (data) => { read(data, base); resolve(); };
      document.head.append(make("script", { src: base, onerror: () => { loading = undefined; reject(); } }));
    });
    return loading;
  };

  // For each field of the form, whether an event matches the value of the field.
  const written = ({ subject, values, commit, number }) => [number, subject[0], subject[2], ...values.flat(), commit[0], commit[1][1], commit[4]].join("\n").toLowerCase();
  const ASKS = {
    kind: (event, value) => event.tag[0] === value || event.tag[0].startsWith(`${value}-`),
    who: (event, value) => event.commit[1][0] === value || event.decider === value,
    in: (event, value) => event.subject[4] === value || event.subject[5] === value,
    from: (event, value) => event.commit[2] && event.commit[2].slice(0, 10) >= value,
    to: (event, value) => event.commit[2] && event.commit[2].slice(0, 10) <= value,
    text: (event, value) => (event.written ??= written(event)).includes(value.toLowerCase()),
    reversal: (event) => event.flags & REVERSAL,
  };
  const find = (form, asked) => {
    const { within } = form.dataset;
    return events.filter((event) => (!within || event.subject[4] === within) && asked.every(([name, value]) => ASKS[name](event, value)));
  };

  // Puts an addition below the event that added its release, section or file, if that event matches too.
  const fold = (found) => {
    const leads = new Map(found.map((event) => [event.number, []]));
    const shown = found.filter((event) => !leads.get(event.lead)?.unshift(event));
    return shown.map((event) => ({ ...event, folded: leads.get(event.number) }));
  };

  const value = (text) => text || quiet("empty");
  const change = ([field, before, after]) => [
    field ? [make("code", {}, field), " "] : "",
    before === null ? "" : [before ? make("del", {}, before) : value(before), " ", make("span", { ariaHidden: true }, "→"), make("span", { className: "gonogo-sr" }, " became "), " "],
    after === null ? (before === null ? "" : quiet("gone")) : make("ins", {}, value(after)),
  ].flat(2);
  const svg = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const label = ([, text, tone, shape]) => {
    const [icon, use] = [svg("svg"), svg("use")];
    icon.setAttribute("class", "gonogo-i");
    icon.setAttribute("aria-hidden", "true");
    use.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", `#gonogo_${shape}`);
    icon.append(use);
    const long = [...text].length > 22;
    return make("span", { className: `gonogo-tag gonogo-${tone}${long ? " is-long" : ""}` }, icon, long ? make("span", {}, text) : text);
  };
  const sayFolded = (folded) => {
    const entries = folded.filter(({ subject }) => /#.*\//.test(subject[2])).length;
    return `${entries ? `with ${entries} ${entries === 1 ? "entry" : "entries"}, ` : ""}${count(folded.length + 1, "event")} in all`;
  };
  const subject = ({ subject: [title, href], base }) => link(title, href, base);
  const commands = ({ commands: own, commit, subject: [, , , paths] }) => own || [`git show ${commit[0]} -- ${paths}`];
  const details = (event) => {
    const { number, page, base, values, more, flags, commit } = event;
    const isLong = values.length > 1 || [...values.flat().join("")].length > LONGEST_LINE;
    const list = make("dl");
    const say = (name, ...all) => list.append(make("dt", {}, name), ...all.map((what) => make("dd", {}, what)));
    if (isLong || more || flags & CUT) {
      say("Values", ...values.map(change), ...(more ? [`${values.length ? "and " : ""}${more}${values.length ? " more" : ""}, in audit.csv`] : []), ...(flags & CUT ? ["cut; whole in audit.csv"] : []));
    }
    say("Event", [link(`${number}`, `${page}#event${number}_`, base), " ", make("code", {}, event.subject[2])]);
    if (commit[4]) say("Message", commit[4]);
    if (commit[1][4]) say("E-mail", commit[1][4]);
    say("Merged", commit[3]);
    say("In git", ...commands(event).map((command) => make("code", {}, command)));
    const folded = event.folded.length ? make("ol", {}, event.folded.map((below) => make("li", {}, subject(below)))) : "";
    return make("details", {}, make("summary", {}, "more"), list, folded);
  };
  const when = (iso, year) => {
    if (!iso) return "no date";
    const [date, clock] = iso.split("T");
    const [own, month, day] = date.split("-");
    return make("time", { dateTime: iso }, `${+day} ${MONTHS[month - 1]}${own === year ? "" : ` ${+own}`}, ${clock.slice(0, 5)}`);
  };
  const row = (event, year) => {
    const { flags, values, commit, other, folded } = event;
    const [oid, [, name, href, doubt], iso, , , onForge, request, requestHref] = commit;
    const [short, own] = [oid.slice(0, 7), `${event.page}#event${event.number}_`];
    const cells = [
      when(iso, year),
      [label(event.tag), flags & REVERSAL ? [" ", make("b", {}, "reversed")] : ""],
      [subject(event), folded.length ? [" ", make("small", {}, sayFolded(folded))] : ""],
      flags & LAYOUT ? "only comments, quotes or the order of keys" : values.length ? make("span", { className: "gonogo-two-lines" }, change(values[0])) : "",
      [link(name, href, event.base), doubt ? [" ", quiet(`(${doubt})`)] : "", other ? [" ", make("b", {}, `not ${other}`)] : ""],
      [Object.assign(onForge ? link(short, onForge) : link(short, own, event.base), { className: "gonogo-oid" }), request ? [" ", link(request, requestHref)] : "", flags & MERGE ? [" ", make("small", { className: "gonogo-quiet" }, "by the merge")] : ""],
      details(event),
    ];
    const line = make("tr", { className: flags & RELIEF ? "is-reversal is-relief" : flags & REVERSAL ? "is-reversal" : "" }, cells.map((cell) => make("td", {}, [cell].flat(2))));
    [line, ...line.cells].forEach((node, number) => node.setAttribute("role", number ? "cell" : "row"));
    return line;
  };

  // Connects the form with the table of the page.
  const setUp = (form) => {
    const table = document.querySelector("table.gonogo-audit");
    const [output, fields] = [form.querySelector("output"), [...form.elements].filter((field) => field.name)];
    const usual = [table, ...document.querySelectorAll(".gonogo-audit-months")];
    const place = make("div", { className: "gonogo-audit-found" });
    const clear = make("button", { type: "button", hidden: true }, "Clear the filters");
    table.before(place);
    output.after(clear);

    const isSet = (field) => (field.type === "checkbox" ? field.checked : field.value.trim());
    const asked = () => fields.filter(isSet).map((field) => [field.name, field.value.trim()]);
    const say = () => fields.filter(isSet).map((field) => `${field.name} ${field.selectedOptions?.[0].text.trim() ?? field.value.trim()}`).join(", ");

    const put = (text, isFiltered, ...nodes) => {
      usual.forEach((node) => { node.hidden = isFiltered; });
      clear.hidden = !isFiltered;
      output.textContent = text;
      place.replaceChildren(...nodes);
    };
    // A table of the first matching rows, and a button that adds more rows.
    const list = (found, said) => {
      const shown = fold(found);
      const [body, caption, more] = [make("tbody"), make("caption"), make("button", { type: "button" })];
      const own = table.cloneNode(false);
      own.hidden = false;
      body.setAttribute("role", "rowgroup");
      own.append(caption, table.tHead.cloneNode(true), body);
      let year = "";
      const go = () => {
        const before = body.rows.length;
        shown.slice(before, before + STEP).forEach((event) => {
          body.append(row(event, year));
          year = event.commit[2].split("-")[0] || year;
        });
        const left = shown.length - body.rows.length;
        more.hidden = !left;
        more.textContent = `Show ${Math.min(left, STEP)} more`;
        caption.textContent = `${said}, newest first; ${say()}.${left ? ` The first ${body.rows.length} rows of ${shown.length}.` : ""}`;
        return body.rows[before];
      };
      more.onclick = () => go().querySelector("summary").focus();
      go();
      return [own, more];
    };
    let turn = 0;
    const show = () => {
      const [now, own] = [asked(), turn += 1];
      if (!now.length) { put("", false); return; }
      if (!events) output.textContent = "Loading the events";
      load(form.dataset.events).then(() => {
        if (own !== turn) return;
        const found = find(form, now);
        const said = `${found.length} of ${form.dataset.total} events`;
        if (found.length) put(said, true, ...list(found, said));
        else put(`${said}: no event matches`, true);
      }, () => {
        if (own !== turn) return;
        put("Not filtered", false, make("p", {}, "audit.js, the file with the events, could not be loaded. In a clone of your own, ", make("code", {}, form.dataset.command), " gives all of them."));
        clear.hidden = false;
      });
    };

    // The address contains the values of the form, so that people can link to a filter and return with Back. All typing
    // in one field is one step of Back.
    const fill = (search) => {
      const given = new URLSearchParams(search);
      fields.forEach((field) => {
        const value = given.get(field.name) ?? "";
        field.checked = !!value;
        if (field.type === "checkbox") return;
        field.value = value;
        if (field.options && field.value !== value) field.append(new Option(value, value, false, true)); // a value that the trail does not contain
      });
      show();
    };
    let typed;
    const keep = (field) => {
      const query = new URLSearchParams(asked());
      const isTyped = field && !field.options && field.type !== "checkbox";
      const how = isTyped && typed === field ? "replaceState" : "pushState";
      history[how](null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
      typed = isTyped && field;
    };
    form.oninput = ({ target }) => { keep(target); show(); };
    form.onsubmit = () => false;
    clear.onclick = () => {
      form.reset();
      keep();
      show();
      fields[0].focus();
    };
    form.hidden = false;
    return { fill: (search) => { typed = undefined; fill(search); }, isHiding: (node) => usual.some((part) => part.hidden && part.contains(node)) };
  };

  let page;
  const start = () => {
    const form = document.querySelector("form.gonogo-audit-filter");
    if (form && page?.form === form) return;
    page = form && { form, ...setUp(form) };
    page?.fill(location.search);
  };
  window.gonogoAudit = () => {};
  addEventListener("popstate", () => page?.fill(location.search));
  // A link to a row that the filter hides resets the filter.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !page?.isHiding(target)) return;
    page.fill("");
    target.scrollIntoView();
  });
  if (window.document$) document$.subscribe(start);
  else start();
  window.location$?.subscribe((address) => page?.form.isConnected && page.fill(address.search));
})();
