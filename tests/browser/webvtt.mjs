// Judges WebVTT with the W3C's parser: a JSON question on stdin, a JSON answer on stdout.
// [{text, kind}] -> [{errors: [text], cues: [{start, end, text}]}], times in milliseconds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { WebVTTParser } = require("webvtt-parser");
const entities = require("webvtt-parser/html-entities.json");
const milliseconds = (seconds) => Math.round(seconds * 1000);

const judged = ({ text, kind }) => {
  const { cues, errors } = new WebVTTParser(entities).parse(text, kind);
  return {
    errors: errors.map(({ line, message }) => `${line}: ${message}`),
    cues: cues.map(({ startTime, endTime, text }) => ({
      start: milliseconds(startTime), end: milliseconds(endTime), text,
    })),
  };
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(judged)));
