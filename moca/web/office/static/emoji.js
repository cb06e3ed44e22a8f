// Emoji that a shop uses, in groups, with words to find them by in English and Spanish.

const GROUPS = [
  "😀 grin happy feliz sonrisa|😄 smile happy sonrisa|😁 beam smile sonrisa|😅 sweat relief nervios alivio|😂 joy laugh risa|🤣 rofl laugh risa|😊 blush smile sonrisa contenta|🙂 slight smile sonrisa|😉 wink guiño|😍 heart eyes love amor|🥰 hearts love amor cariño|😘 kiss beso|😋 yum delicious rico|😎 cool sunglasses gafas|🤩 star struck wow estrella|🥳 party celebrate fiesta|🤗 hug abrazo|🤔 think pensar|😐 neutral serio|😴 sleep dormir|😌 relieved calma|😏 smirk|😢 cry sad triste llorar|😭 sob cry llorar|😔 sad pensive triste|😕 confused duda|🙁 frown triste|😮 surprised wow sorpresa|😱 scream miedo|😡 angry enfado|🤯 mind blown|😬 grimace|🙄 eye roll|🤒 sick enfermo|🤞 luck suerte|😇 angel",
  "👋 wave hello hola adiós|👍 thumbs up ok bien sí|👎 thumbs down no mal|👌 ok perfect perfecto|🙏 please thanks gracias por favor|👏 clap bravo aplauso|🙌 hooray celebrate viva|💪 strong fuerza|🤝 handshake deal trato|✌️ peace victory paz|👉 point right derecha|👈 point left izquierda|👇 point down abajo|👆 point up arriba|☝️ one up uno|✋ stop alto|🫶 heart hands amor|🤙 call me llámame|✍️ write escribir|👀 eyes look mirar ojos|💁 help info ayuda|🤷 shrug no sé|🙋 raise hand mano|🧑‍💻 work computer|👩‍🍳 cook cocina",
  "❤️ heart love corazón amor|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|🤎 brown heart|💕 hearts amor|💖 sparkling heart|💔 broken heart|✨ sparkles brillo|⭐ star estrella|🌟 glowing star estrella|🔥 fire hot fuego|💯 hundred cien|🎉 party tada fiesta|🎊 confetti|🎁 gift present regalo|🎈 balloon globo|🏆 trophy premio|🥇 medal first|💥 boom",
  "🛍️ shopping bags compras|🛒 cart carrito|📦 package box paquete envío|🚚 truck delivery envío camión|✈️ plane envío avión|💳 card pay tarjeta pago|💵 money cash dinero|💰 money bag dinero|🏷️ label price etiqueta precio|🧾 receipt factura recibo|🏪 store shop tienda|📍 pin place lugar dirección|🗺️ map mapa|🏠 home casa|📞 phone call teléfono|📱 mobile móvil|📧 mail correo|💬 chat message mensaje|📷 camera photo foto|🎥 film video|📎 clip attach adjunto|📝 note write nota|📅 calendar date fecha|⏰ alarm time hora|⏳ wait esperar|🔗 link enlace|🔍 search buscar|💡 idea|🔔 bell aviso|🔒 lock seguro|🔑 key llave|🛠️ tools arreglo|♻️ recycle|👗 dress vestido|👕 shirt camiseta|👖 jeans pantalón|👟 shoe zapatilla|👠 heel tacón|👜 bag bolso|💍 ring anillo|💄 lipstick labial|🕶️ glasses gafas",
  "☕ coffee café|🍵 tea té|🍰 cake pastel|🎂 birthday cumpleaños|🍪 cookie galleta|🥐 croissant|🍞 bread pan|🍕 pizza|🍔 burger|🌮 taco|🥗 salad ensalada|🍣 sushi|🍎 apple manzana|🍓 strawberry fresa|🥑 avocado aguacate|🍷 wine vino|🍺 beer cerveza|🥂 cheers brindis|🍫 chocolate|🍦 ice cream helado",
  "🌿 leaf herb hoja|🌱 seedling planta|🌸 blossom flor|🌹 rose rosa|🌻 sunflower girasol|💐 bouquet flores|🌳 tree árbol|🌈 rainbow arcoíris|☀️ sun sol|🌙 moon luna|☁️ cloud nube|🌧️ rain lluvia|❄️ snow nieve|🌊 wave mar ola|🐶 dog perro|🐱 cat gato|🐰 rabbit conejo|🦋 butterfly mariposa|🐝 bee abeja|🌍 world mundo",
  "✅ check done hecho sí|☑️ check|✔️ check|❌ cross no|❗ exclamation atención|❓ question pregunta|⚠️ warning cuidado|ℹ️ info|🆗 ok|🆕 new nuevo|🆓 free gratis|🔝 top|➡️ right derecha|⬅️ left izquierda|⬆️ up arriba|⬇️ down abajo|🔄 refresh cambio|➕ plus más|➖ minus menos|1️⃣ one uno|2️⃣ two dos|3️⃣ three tres|🟢 green verde|🟡 yellow amarillo|🔴 red rojo|🔵 blue azul|⚫ black negro|⚪ white blanco|💤 sleep|🎵 music música",
];

const ALL = GROUPS.map((group) => group.split("|").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function draw(box) {
  if (!box.childElementCount) search(box, "");
}

// All that are called so; all groups if nothing is asked for.
export function search(box, asked) {
  const wanted = plain(asked.trim());
  const groups = ALL.map((group) => group.filter(([, words]) => !wanted || plain(words).split(" ").some((word) => word.startsWith(wanted))));
  const found = groups.filter((group) => group.length).map(shown);
  box.replaceChildren(...(found.length ? found : [document.createTextNode(box.dataset.none)]));
}

function shown(group) {
  const element = document.createElement("div");
  for (const [emoji, words] of group) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = emoji;
    button.title = words.split(" ")[0];
    button.setAttribute("aria-label", words);
    element.append(button);
  }
  return element;
}
