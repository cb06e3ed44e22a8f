// Tells the server in which time zone the viewer's day begins, before the session opens: a cookie, and no more than that.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `moca_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
