// Says in words that a passkey did not work; the library alone would tell only the browser's console.
document.addEventListener("allauth.error", (event) => {
  const message = document.getElementById("passkey_problem")
  if (!message) return
  event.preventDefault()
  message.hidden = false
  message.tabIndex = -1
  message.focus()
})
