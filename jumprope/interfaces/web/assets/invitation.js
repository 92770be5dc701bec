// An invitation stands behind the # of the address, which is not sent by itself: this sends it in the form, and takes it
// out of the address, which the browser remembers.

const token = decodeURIComponent(location.hash.slice(1));

if (token) {
  history.replaceState(null, "", location.pathname);
  document.getElementById("token").value = token;
  document.getElementById("invitation").submit();
}
