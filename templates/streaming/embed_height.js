// For a page that frames the library: gives each of those frames the height of what is in it.
{
  const ask = (frame) => frame.contentWindow.postMessage("library-height", new URL(frame.src).origin);
  const frames = [...document.querySelectorAll("iframe[src*='/embed/']")];

  addEventListener("message", ({ data, origin, source }) => {
    const height = Number(data?.libraryHeight);
    const frame = frames.find((one) => one.contentWindow === source && new URL(one.src).origin === origin);
    if (frame && height > 0 && height < 10000) frame.height = Math.ceil(height);
  });
  for (const frame of frames) {
    frame.addEventListener("load", () => ask(frame));
    ask(frame);
  }
}
