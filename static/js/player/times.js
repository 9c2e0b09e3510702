// Lengths of time as people read and hear them, in the page's language.
const language = document.documentElement.lang || "en";
const MINUTE = 60; // seconds
const HOUR = 60 * MINUTE;
const LONG = 10 * MINUTE; // of which nobody counts the seconds

const two = (number) => String(number).padStart(2, "0");

const amounts = (name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" });
const list = new Intl.ListFormat(language, { type: "unit", style: "narrow" });
const minutes = amounts("minute");
const seconds = amounts("second");

// As a clock shows it: `42:10`, `1:02:03`.
export const clock = (time) => {
  const whole = Math.max(0, Math.floor(time || 0));
  const rest = `${Math.floor(whole / MINUTE) % 60}:${two(whole % 60)}`;
  if (whole < HOUR) return rest;
  return `${Math.floor(whole / HOUR)}:${rest.padStart(5, "0")}`;
};

// As it is said: `12 minutes 41 seconds`.
export const spoken = (time) => {
  const whole = Math.max(0, Math.floor(time || 0));
  const said = [];
  if (whole >= MINUTE) said.push(minutes.format(Math.floor(whole / MINUTE)));
  if (whole % 60 || whole < MINUTE) said.push(seconds.format(whole % 60));
  return list.format(said);
};

// A length of a film, whose seconds say nothing: `85 minutes`.
export const spokenLength = (time) => (time < LONG ? spoken(time) : minutes.format(Math.round(time / MINUTE)));

// A sentence from the page with its gaps filled: "{time} of {length}".
export const filled = (words, values) => words.replaceAll(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
