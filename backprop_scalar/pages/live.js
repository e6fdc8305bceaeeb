// The given numbers as fields: each change works the program `live` out again, which was printed
// from the lines of the page, and puts the new numbers where the old ones stand. What is here
// writes numbers and moves them about; it has no formula of the network.
(() => {
  const main = document.querySelector("main.backprop");
  const rows = [...main.querySelectorAll(`tr[data-part="${live.part}"]`)];
  const nameOf = (element) => element.closest("[data-q]").dataset.q.replaceAll("-", "_");
  const NOISE = 4 * Number.EPSILON, MAY_BE_NOISE = 1e-3, MOST_DIGITS = 16, H = 1e-5;

  // How large the terms are that cancel, as `Magnitude` in magnitude.py: a quantity is a number with
  // its size; what is made of plain numbers, such as powers of e, is plain.
  const sized = (x) => (typeof x === "number" ? { value: x, size: Math.abs(x) } : x);
  const both = (combine) => (x, y) => {
    const found = combine(sized(x), sized(y));
    return typeof x === "number" && typeof y === "number" ? found.value : found;
  };
  const functions = {
    exp: (x) => Math.exp(x.value),
    ln: (x) => Math.log(x.value),
    tanh: (x) => Math.tanh(x.value),
    softplus: (x) => add(x.value > 0 ? x : 0, Math.log1p(Math.exp(-Math.abs(x.value)))),
    positive_part: (x) => (x.value <= 0 ? sized(0) : x),
    is_positive: (x) => sized(x.value > 0 ? 1 : 0),
    largest: (...xs) => xs.reduce((x, y) => (y.value > x.value ? y : x)),
  };
  Object.assign(globalThis, {
    add: both((x, y) => ({ value: x.value + y.value, size: x.size + y.size })),
    sub: both((x, y) => ({ value: x.value - y.value, size: x.size + y.size })),
    mul: both((x, y) => ({
      value: x.value * y.value,
      size: Math.max(x.size * Math.abs(y.value), Math.abs(x.value) * y.size),
    })),
    div: both((x, y) => ({
      value: x.value / y.value,
      size: mul(x, { value: 1 / y.value, size: y.size / y.value ** 2 }).size,
    })),
    pow: both((x, y) => ({
      value: x.value ** y.value, size: Math.abs(x.value) ** (y.value - 1) * x.size,
    })),
    term: (name, ...xs) => functions[name](...xs.map(sized)),
  });

  // Every value from the given ones, and the sizes; null where one that is needed is no number.
  function worked(given, needed) {
    const values = { ...given }, sizes = {};
    live.step(new Proxy(values, { get: (all, name) => sized(all[name]) }), (name, made) => {
      const { value, size } = sized(made), small = Math.abs(value) < MAY_BE_NOISE;
      sizes[name] = size;
      values[name] = small && Math.abs(value) <= NOISE * size ? 0 : value;
    });
    const good = (needed ?? Object.keys(values)).every((name) => Number.isFinite(values[name]));
    return good ? { values, sizes } : null;
  }

  // Numbers as Python writes them: with half a unit to the even digit, and its exponents.
  function rounded(x, digits) {
    let [mantissa, exponent] = x.toExponential(digits - 1).split("e");
    const exact = x.toExponential(Math.min(100, digits + 60)).replace(/[-.]|e.*/g, "").slice(digits);
    let whole = BigInt(mantissa.replace(/[-.]/g, ""));
    if (/^50*$/.test(exact) && whole % 2n) whole -= 1n;
    return [String(whole).padStart(digits, "0"), Number(exponent)];
  }
  function general(x, digits, strip) {
    const [all, exponent] = rounded(x, digits), sign = x < 0 ? "-" : "";
    const tidy = (text) => (strip && text.includes(".") ? text.replace(/0+$/, "") : text).replace(/\.$/, "");
    if (exponent < -4 || exponent >= digits) {
      const power = String(Math.abs(exponent)).padStart(2, "0");
      return `${sign}${tidy(`${all[0]}.${all.slice(1)}`)}e${exponent < 0 ? "-" : "+"}${power}`;
    }
    const point = exponent + 1;
    const text = point > 0 ? `${all.slice(0, point)}.${all.slice(point)}` : `0.${"0".repeat(-point)}${all}`;
    return sign + tidy(text);
  }
  function significant(x, digits) {
    return x === 0 || x === 1 ? String(Math.abs(x)) : general(x, digits, false);
  }
  function asGiven(x, digits) {
    const typed = x === 0 ? "0" : general(x, 12, true);
    return Number(typed) === x ? typed : significant(x, digits);
  }
  function shown(name, more = 0) {
    const value = now.values[name], digits = Math.min(live.digits + more, MOST_DIGITS);
    if (name in given) return asGiven(value, digits);
    const text = significant(value, live.digits);
    return Number(text) === value ? text : significant(value, digits);
  }
  function lost(name) {
    const value = Math.abs(now.values[name]), size = value && (now.sizes[name] ?? 0);
    return size > 0 && size < Infinity ? Math.max(0, Math.trunc(Math.log10(size / value))) : 0;
  }
  const minus = (text) => text.replace(/^-/, "\u2212");

  // Where the numbers stand.
  const start = live.given;
  let given = { ...start }, now = worked(given);
  const fields = {}, said = document.createElement("output");
  const outcome = [...main.querySelectorAll("p")].findLast((p) => p.textContent.includes("This step took"));

  function put() {
    for (const row of rows) {
      const name = nameOf(row), more = lost(name);
      if (fields[name]) continue;
      const [whole, rest = ""] = minus(shown(name)).split(/(?=\.|e)(.*)/s);
      const span = document.createElement("span");
      span.append(whole);
      row.querySelector("td.number").replaceChildren(span, rest);
      for (const one of row.querySelectorAll("mn[data-q]")) {
        const text = minus(shown(nameOf(one), more));
        one.textContent = "g" in one.dataset && text.startsWith("\u2212") ? `(${text})` : text;
      }
    }
    for (const one of main.querySelectorAll("svg [data-q] .value")) one.textContent = minus(shown(nameOf(one)));
    for (const one of main.querySelectorAll("svg .wire[data-q]")) {
      const w = now.values[nameOf(one)];
      one.classList.toggle("negative", w < 0);
      one.setAttribute("stroke-width", (1 + (4 * Math.abs(w)) / (1 + Math.abs(w))).toFixed(2));
    }
    const after = worked(moved(), [live.cost]), cost = (one) => significant(one.values[live.cost], live.digits);
    const took = after ? `from ${cost(now)} to ${cost(after)}` : "beyond what a float can hold: take a smaller eta";
    outcome.textContent = outcome.textContent.replace(/ (from \S+ to \S+|beyond .*)\.$/, ` ${took}.`);
  }

  function moved() {
    const next = { ...given };
    for (const [name, after] of Object.entries(live.next)) next[name] = now.values[after];
    return next;
  }
  function take(numbers, words = "") {
    const found = worked(numbers);
    if (found) {
      [given, now] = [numbers, found];
      put();
    }
    say(found ? words : "With these numbers a value is too large for a float; the last ones that are not stay.");
    return Boolean(found);
  }
  function say(words) {
    said.textContent = words;
  }
  function refill() {
    for (const [name, field] of Object.entries(fields)) {
      field.value = minus(asGiven(given[name], live.digits));
      field.removeAttribute("aria-invalid");
    }
  }
  function changed(name) {
    const field = fields[name], text = field.value.trim().replace("\u2212", "-").replace(",", ".");
    const number = text === "" ? NaN : Number(text);
    const isNumber = Number.isFinite(number), good = isNumber && take({ ...given, [name]: number });
    field.toggleAttribute("aria-invalid", !good);
    if (!good) field.setAttribute("aria-invalid", "true");
    if (!isNumber) say(`"${field.value}" is no number; ${minus(asGiven(given[name], live.digits))} stays.`);
  }
  function check() {
    const cost = (name, by) => worked({ ...given, [name]: given[name] + by })?.values[live.cost];
    const least = 1e-3 * Math.max(1, Math.abs(now.values[live.cost]));
    let worst = 0;
    for (const [name, gradient] of Object.entries(live.gradients)) {
      const difference = (cost(name, H) - cost(name, -H)) / (2 * H), g = now.values[gradient];
      const error = Math.abs(g - difference) / Math.max(Math.abs(g), Math.abs(difference), least);
      worst = Number.isNaN(error) ? Infinity : Math.max(worst, error);
    }
    const many = `${Object.keys(live.gradients).length} gradients`;
    say(worst < 1e-6
      ? `All ${many} agree with finite differences; the largest relative error is ${worst.toExponential(1)}.`
      : `Of ${many} not all agree with finite differences: the largest relative error is ${worst.toExponential(1)}. At the corner of a ReLU they may differ.`);
  }

  for (const row of rows) {
    const name = nameOf(row);
    if (!(name in start) || live.fixed.includes(name)) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "text", inputMode: "decimal", autocomplete: "off", size: 12 });
    field.setAttribute("aria-label", row.cells[2].textContent);
    field.addEventListener("input", () => changed(name));
    row.querySelector("td.number").replaceChildren(field);
    fields[name] = field;
  }
  refill();
  const controls = document.createElement("div");
  controls.className = "controls";
  const buttons = {
    "One step": () => { take(moved(), "The new parameters are the given ones now."); refill(); },
    "Back to the start": () => { take({ ...start }); refill(); },
    Check: check,
  };
  for (const [words, act] of Object.entries(buttons)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(words);
    button.addEventListener("click", act);
    controls.append(button);
  }
  said.textContent = "Change a number, and everything that follows from it changes.";
  controls.append(said);
  rows[0].closest(".wide").before(controls);
})();
