// GraphiQL with one tab for each ready query. What is typed is kept in this page only: it may name a student, and the
// next person at this computer opens the same browser.

const kept = new Map();
const storage = {
  get length() {
    return kept.size;
  },
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, String(value)),
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
};

// To a screen reader an editor is a text area, and GraphiQL gives it no name. It makes and replaces them as it likes.
const names = new Map([
  [".graphiql-query-editor", "Query"],
  [".graphiql-editor-tool", "Variables, as JSON"],
  [".graphiql-response", "Answer"],
]);

function nameEditors() {
  for (const [place, name] of names) {
    for (const editor of document.querySelectorAll(`${place} textarea:not([aria-label])`)) {
      editor.setAttribute("aria-label", name);
    }
  }
}

// Its tabs have buttons in them and beside them, which no list of tabs may have. To a screen reader they are what they
// are, a group of buttons, of which one is the current one.
function regroupTabs() {
  document.querySelector(".graphiql-tabs")?.setAttribute("role", "group");
  for (const tab of document.querySelectorAll(".graphiql-tab[aria-selected]")) {
    const current = tab.getAttribute("aria-selected");
    tab.querySelector(".graphiql-tab-button")?.setAttribute("aria-current", current);
    tab.removeAttribute("aria-selected");
    tab.removeAttribute("role");
  }
}

// What scrolls can be scrolled with keys.
function reachEditors() {
  for (const scroll of document.querySelectorAll(".CodeMirror-scroll:not([tabindex='0'])")) {
    scroll.setAttribute("tabindex", "0");
  }
}

function mend() {
  nameEditors();
  regroupTabs();
  reachEditors();
}

const explorer = document.getElementById("explorer");
const watched = { childList: true, subtree: true, attributeFilter: ["aria-selected"] };
new MutationObserver(mend).observe(explorer, watched);

const tabs = JSON.parse(document.getElementById("tabs").textContent);

ReactDOM.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultTabs: tabs,
    query: tabs[0].query,
    variables: tabs[0].variables,
    defaultEditorToolsVisibility: "variables",
    isHeadersEditorEnabled: false,
    storage,
  }),
  explorer,
);
