// The name of the open article and what was found in it. Everything is set as textContent.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.headline');
  root.classList.toggle('dark', data.dark);
  root.replaceChildren();
  for (const [tag, cls, text] of data.lines) {
    const node = document.createElement(tag);
    node.className = cls;
    node.textContent = text;
    root.append(node);
  }
}
