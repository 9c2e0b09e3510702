// Cites films with citeproc-js: a JSON question on stdin, a JSON answer on stdout.
// {locale: path, styles: {name: {style: path, films: {case: {item, moment}}}}}
// -> {name: {case: {entry, mention}}}, in HTML. An engine is slow to make: one a style.
import { readFileSync } from "node:fs";
import CSL from "citeproc";

const { locale, styles } = JSON.parse(readFileSync(0, "utf8"));
const words = readFileSync(locale, "utf8");

const cite = (engine, id, moment) => {
  engine.updateItems([id]);
  const place = moment ? { locator: moment, label: "timestamp" } : {};
  const cited = { citationItems: [{ id, ...place }], properties: { noteIndex: 1 } };
  return {
    entry: engine.makeBibliography()[1][0],
    mention: engine.previewCitationCluster(cited, [], [], "html"),
  };
};

const citeAll = ({ style, films }) => {
  const retrieveItem = (id) => ({ ...structuredClone(films[id].item), id });
  const system = { retrieveItem, retrieveLocale: () => words };
  const engine = new CSL.Engine(system, readFileSync(style, "utf8"), "en-US");
  return mapped(films, ({ moment }, id) => cite(engine, id, moment));
};

const mapped = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));

process.stdout.write(JSON.stringify(mapped(styles, citeAll)));
