// data-phone: opens this address in a window of a phone's size, beside the office.

addEventListener("click", (event) => {
  const opener = event.target.closest("[data-phone]");
  if (!opener) return;
  const width = 420, height = Math.min(880, screen.availHeight - 40);
  const left = Math.max(0, Math.min(screenX + outerWidth, screen.availWidth - width));
  window.open(opener.dataset.phone, "_blank", `popup,noopener,width=${width},height=${height},left=${left},top=${screenY}`);
});
