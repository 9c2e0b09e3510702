// The film's sounds as versions of it: another language, or one that tells what is seen.
export const wire = (player) => {
  const group = player.extras.querySelector(".sounds");
  if (!group) return;
  const show = () => {
    const { audio, sound } = player.engine;
    group.hidden = player.hasBegun ? audio.length < 2 : !player.engine.hasSounds;
    for (const input of group.querySelectorAll("input")) if (sound) input.checked = input.value === sound;
  };
  group.addEventListener("change", ({ target }) => { player.engine.sound = target.value; });
  player.element.addEventListener("player-changed", show);
  player.video.addEventListener("loadedmetadata", show);
  show();
};
