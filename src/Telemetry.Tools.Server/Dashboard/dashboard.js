// What the dashboard's pages cannot do without a script: tooltips, arrow keys in charts, live updates, suggestions in filters. Without it every page works.
(() => {
  "use strict";

  const main = document.getElementById("main");
  if (!main) return;
  const status = document.getElementById("status");
  const say = text => { status.textContent = text; };

  // ---- Tooltips and arrow keys ----

  const tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  const marksOf = svg => [...svg.querySelectorAll("[data-tip]")];
  let marked = null;
  let pointed = 0;

  // The browser's own tooltips come late and never to the keyboard: titles become ours. The chart's own title stays its name.
  function prepare(root) {
    for (const svg of root.querySelectorAll("figure svg")) {
      const [name, about] = [svg.querySelector(":scope > title"), svg.querySelector(":scope > desc")];
      if (name) {
        svg.setAttribute("aria-label", `${name.textContent}. ${about ? about.textContent : ""}`);
        name.remove();
      }
      for (const title of svg.querySelectorAll("title")) {
        title.parentNode.setAttribute("data-tip", title.textContent);
        title.remove();
      }
      if (marksOf(svg).length > 0) svg.setAttribute("tabindex", "0");
    }

    fit();
  }

  function show(mark, x, y) {
    pointed = Date.now();
    if (marked !== mark) {
      if (marked) marked.classList.remove("marked");
      mark.classList.add("marked");
      marked = mark;
    }
    tip.textContent = mark.getAttribute("data-tip");
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, document.documentElement.clientWidth - box.width - 4))}px`;
    tip.style.top = `${Math.max(4, y - box.height - 12)}px`;
  }

  function hide() {
    if (marked) marked.classList.remove("marked");
    marked = null;
    tip.hidden = true;
  }

  document.addEventListener("pointermove", event => {
    const mark = event.target instanceof Element ? event.target.closest("figure [data-tip]") : null;
    if (mark) show(mark, event.clientX, event.clientY);
    else if (event.pointerType !== "touch") hide();
  });
  document.addEventListener("scroll", hide, { passive: true });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") hide();
    const svg = document.activeElement;
    if (!(svg instanceof SVGSVGElement) || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const marks = marksOf(svg);
    if (marks.length === 0) return;
    const at = marks.indexOf(marked);
    const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
    const next = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : at < 0 ? (step > 0 ? 0 : marks.length - 1) : Math.min(marks.length - 1, Math.max(0, at + step));
    const box = marks[next].getBoundingClientRect();
    show(marks[next], box.x + box.width / 2, box.y);
    say(tip.textContent);
    event.preventDefault();
  });

  // A table that is wider than its card scrolls in it, by the keyboard too.
  function fit() {
    for (const sheet of main.querySelectorAll(".sheet")) {
      if (sheet.scrollWidth > sheet.clientWidth) {
        sheet.setAttribute("tabindex", "0");
        sheet.setAttribute("role", "region");
        sheet.setAttribute("aria-label", sheet.querySelector("caption").textContent);
      } else for (const name of ["tabindex", "role", "aria-label"]) sheet.removeAttribute(name);
    }
  }

  addEventListener("resize", fit);

  // ---- Live updates ----

  const button = document.getElementById("live");
  let shown = main.innerHTML;
  let source = null;
  let isPaused = false;
  let waiting = 0;
  let last = 0;
  let retry = 0;
  let tells = false;
  let told = -Infinity;

  const places = root => [...root.querySelectorAll("a[href], button, summary, input, select, textarea, svg[tabindex], .scroll, .sheet[tabindex]")];

  // Whoever writes into a field must not lose it, nor whoever reads a value in a chart. A pointer that was left on one stops nothing for longer than a minute.
  const isBusy = () => (!tip.hidden && Date.now() - pointed < 60000) || (main.contains(document.activeElement) && document.activeElement.matches("input, select, textarea"));

  function replace(html) {
    if (html === shown) return false;
    const open = [...main.querySelectorAll("details")].map(details => details.open);
    const scrolls = [...main.querySelectorAll(".scroll, .sheet")].map(box => [box.scrollLeft, box.scrollTop]);
    const focus = main.contains(document.activeElement) ? places(main).indexOf(document.activeElement) : -1;
    const [x, y] = [scrollX, scrollY];
    hide();
    main.innerHTML = html;
    shown = html;
    prepare(main);
    [...main.querySelectorAll("details")].forEach((details, i) => { if (open[i] !== undefined) details.open = open[i]; });
    [...main.querySelectorAll(".scroll, .sheet")].forEach((box, i) => { if (scrolls[i]) [box.scrollLeft, box.scrollTop] = scrolls[i]; });
    if (focus >= 0) places(main)[focus]?.focus({ preventScroll: true });
    scrollTo({ left: x, top: y, behavior: "instant" });
    return true;
  }

  async function refresh() {
    waiting = 0;
    if (document.hidden || isBusy()) return later(false, 2000);
    last = Date.now();
    const isTold = tells;
    tells = false;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.redirected && !new URL(answer.url).pathname.startsWith("/analytics")) return ended();
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("main");
      if (!fresh || isPaused) return;
      if (isBusy()) return later(isTold, 2000);
      const period = page.querySelector(".head .period");
      const old = document.querySelector(".head .period");
      if (period && old) old.textContent = period.textContent;
      if (replace(fresh.innerHTML) && isTold) tell();
      poll();
    } catch {
      // The server is away; the stream tries again by itself.
    }
  }

  // Figures may change all the time; who listens to the page is told once a minute.
  function tell() {
    if (Date.now() - told < 60000) return;
    told = Date.now();
    say(`Figures updated at ${new Date(told).toISOString().slice(11, 19)} UTC`);
  }

  // At most one refresh in two seconds, however many events come in.
  function later(isTold, least = 0) {
    tells ||= isTold;
    if (waiting || isPaused) return;
    waiting = setTimeout(refresh, Math.max(least, last + 2000 - Date.now(), 50));
  }

  // A page that shows something under way asks for itself.
  let poller = 0;
  function poll() {
    clearTimeout(poller);
    const seconds = main.querySelector("[data-refresh]")?.getAttribute("data-refresh");
    if (seconds && !isPaused) poller = setTimeout(() => later(false), Number(seconds) * 1000);
  }

  function ended() {
    isPaused = true;
    disconnect();
    button.hidden = true;
    say("The session has ended. Sign in again to see new figures.");
  }

  // What the figures on the page were last told to be.
  let seen = null;

  function connect() {
    clearTimeout(retry);
    const address = document.body.getAttribute("data-live");
    if (!address || isPaused || source || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("hello", event => {
      document.body.setAttribute("data-connected", "");
      // At first, events may have come between the page and its stream: the server says "unchanged" where none has.
      if (seen !== event.data) later(seen !== null);
      seen = event.data;
    });
    source.addEventListener("change", event => { seen = event.data; later(true); });
    source.addEventListener("end", ended);
    source.addEventListener("error", () => {
      document.body.removeAttribute("data-connected");
      if (!source || source.readyState !== EventSource.CLOSED) return;
      source = null;
      retry = setTimeout(connect, 30000);
    });
  }

  function disconnect() {
    source?.close();
    source = null;
    document.body.removeAttribute("data-connected");
  }

  if (button && window.EventSource && document.body.hasAttribute("data-live")) {
    button.hidden = false;
    button.textContent = "Pause updates";
    button.addEventListener("click", () => {
      isPaused = !isPaused;
      button.textContent = isPaused ? "Resume updates" : "Pause updates";
      say(isPaused ? "Updates are paused." : "Updates go on.");
      if (isPaused) {
        disconnect();
        clearTimeout(waiting);
        clearTimeout(poller);
        waiting = 0;
      } else {
        connect();
        later(false);
      }
    });
    connect();
    addEventListener("pagehide", disconnect);
    addEventListener("pageshow", event => { if (event.persisted) connect(); });
    // A browser opens few connections to one server: pages that nobody looks at need none.
    document.addEventListener("visibilitychange", () => { if (document.hidden) disconnect(); else connect(); });
  }

  // ---- The unit of a rule's threshold ----

  const unit = document.getElementById("unit");
  unit?.closest("form").addEventListener("change", event => {
    const [kind, figure, threshold] = ["alert_type", "metric", "threshold"].map(name => event.currentTarget.elements[name]);
    const unitOf = select => select.selectedOptions[0].getAttribute("data-unit");
    unit.textContent = unitOf(kind) ?? unitOf(figure);
    threshold.required = kind.value !== "absence";
  });

  // ---- Suggestions in filters ----

  let asking = 0;
  async function suggest(input) {
    const list = document.getElementById(input.getAttribute("list"));
    if (!list || input.name === "tenant_id") return;
    const address = new URL("/analytics/values", location.href);
    address.searchParams.set("dimension", input.name);
    if (input.value) address.searchParams.set("beginning", input.value);
    const tenant = new URLSearchParams(location.search).get("tenant_id");
    if (tenant) address.searchParams.set("tenant_id", tenant);
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return;
    list.replaceChildren(...(await answer.json()).map(value => new Option(value, value)));
  }

  for (const kind of ["focusin", "input"]) {
    document.addEventListener(kind, event => {
      if (!(event.target instanceof HTMLInputElement) || !event.target.matches(".filter-by input[list]")) return;
      clearTimeout(asking);
      asking = setTimeout(() => suggest(event.target).catch(() => {}), 120);
    });
  }

  prepare(main);
  poll();
})();
