// Light, dark, or as the system has it. Streamlit keeps the choice for each address in the browser and reads it once, when
// a page is loaded: so it is set for every page, and the page is loaded anew.
const CHOICES = [['System', '◐', 'As the system'], ['Light', '☀', 'Light'], ['Dark', '☾', 'Dark']];
const keyOf = (path) => `stActiveTheme-${path}-v2`;

function chosen() {
  try { return JSON.parse(localStorage.getItem(keyOf(location.pathname))) || 'System'; } catch { return 'System'; }
}

function choose(name, pages) {
  const typed = [...document.querySelectorAll('textarea')].some((box) => box.value.trim());
  if (typed && !confirm('The page is loaded anew for this, and the text in the box is lost. Go on?')) return;
  for (const path of pages) localStorage.setItem(keyOf(path), JSON.stringify(name));
  location.reload();
}

// The server draws in the colours that it heard of last: where the system changes them, it must hear of that.
const system = matchMedia('(prefers-color-scheme: dark)');

// A server that was started anew under an open page knows none of its parts, and passes over what they tell, until the
// whole page was asked for; Streamlit asks for it only where the old server owed an answer. The switch is on every page.
let line = null;
function watchTheLine(again) {
  const app = document.querySelector('[data-test-connection-state]');
  line?.disconnect();
  line = new MutationObserver(() => { if (app.dataset.testConnectionState === 'CONNECTED') again(); });
  if (app) line.observe(app, { attributeFilter: ['data-test-connection-state'] });
}

export default function ({ data, parentElement, setStateValue }) {
  const tell = () => setTimeout(() => setStateValue('system', system.matches), 100);
  system.onchange = tell;
  watchTheLine(() => setStateValue('again', Date.now()));
  const root = parentElement.querySelector('.light-or-dark'), base = location.pathname.replace(/[^/]*$/, '');
  const pages = [base, ...data.pages.map((name) => base + name)], now = chosen();
  root.classList.toggle('dark', data.dark);
  root.replaceChildren(...CHOICES.map(([name, sign, title]) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: `${sign}\uFE0E`, title, ariaLabel: title });
    button.setAttribute('aria-pressed', String(name === now));
    button.onclick = () => choose(name, pages);
    return button;
  }));
  return () => { if (system.onchange === tell) system.onchange = null; };  // not what has come after it
}
