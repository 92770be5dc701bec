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

const explorer = document.getElementById("explorer");
new MutationObserver(nameEditors).observe(explorer, { childList: true, subtree: true });

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
