// The name of the open article and what was found in it. Everything is set as textContent. Tells whether the screen is
// narrow, which the server cannot know, and keeps the browser's history to one step for each thing done.

// A page that st.switch_page leaves is emptied first, as a step of its own: going back to it would lead nowhere.
function pushNoEmptySteps() {
  const push = history.pushState;
  if (push.noEmptySteps) return;
  history.pushState = function (state, title, url) {
    const next = new URL(url, location.href);
    if (next.search || next.pathname !== location.pathname) push.call(this, state, title, url);
  };
  history.pushState.noEmptySteps = true;
}

// The menu leads to a page's bare address. What is chosen is added in place: Streamlit would make it a second step.
function complete(address) {
  if (!location.search && address) history.replaceState(history.state, '', `${location.pathname}?${address}`);
}

const narrow = matchMedia('(max-width: 640px)');

export default function ({ data, parentElement, setStateValue }) {
  pushNoEmptySteps();
  complete(data.address);
  const root = parentElement.querySelector('.headline');
  root.classList.toggle('dark', data.dark);
  root.classList.toggle('one-line', data.oneLine);
  root.replaceChildren();
  for (const [tag, cls, text] of data.lines) {
    const node = document.createElement(tag);
    node.className = cls;
    node.textContent = text;
    root.append(node);
  }
  const tell = () => { if (narrow.matches !== data.narrow) setStateValue('narrow', narrow.matches); };
  tell();
  narrow.onchange = tell;
  return () => { if (narrow.onchange === tell) narrow.onchange = null; };  // not what has come after it
}
