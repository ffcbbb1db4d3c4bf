// The name of the open article and what was found in it. Everything is set as textContent. Tells whether the screen is
// narrow, which the server cannot know.
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.headline');
  root.classList.toggle('dark', data.dark);
  root.replaceChildren();
  for (const [tag, cls, text] of data.lines) {
    const node = document.createElement(tag);
    node.className = cls;
    node.textContent = text;
    root.append(node);
  }
  const narrow = matchMedia('(max-width: 640px)');
  const tell = () => { if (narrow.matches !== data.narrow) setStateValue('narrow', narrow.matches); };
  tell();
  narrow.onchange = tell;
  return () => { narrow.onchange = null; };
}
