// In a course system's frame: sends a choice on its way, and tells when a registration is done.
document.querySelector("form[data-send]")?.submit();

if (document.querySelector("[data-done]")) {
  (opener ?? parent).postMessage({ subject: "org.imsglobal.lti.close" }, "*");
}
