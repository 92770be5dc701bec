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
  document.getElementById("explorer"),
);
