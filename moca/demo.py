"""
The demo: one shop with facts and rules, a fake Instagram, a demo model and a few living customers, in one process.

It shows the main job without any account, key or server; its data stays under the directory that it is given.
"""

import asyncio
import secrets
from pathlib import Path
from typing import Any

import click

from moca.app import Process
from moca.serving import Server, stop_on_signals
from moca.settings import App, InstagramSettings, ModelSettings, Secret, Settings, StoreSettings
from moca.simulator.app import create_app
from moca.simulator.config import DEMO_ACCOUNT, SimulatorConfig

LIVING_PAUSE_SECONDS = 20.0

# The demo model translates nothing: what it is to say in three languages stands here in three, and the hours in English
# in `hours` alone, whose fact is English.
SHOP: dict[str, Any] = {
    "business_name": "Café Moca",
    "tone": "warm, brief, in the customer's language",
    "facts": (
        "Horario: abrimos de lunes a viernes de 8:00 a 20:00 y los sábados de 9:00 a 14:00; domingo cerrado.\n"
        "Horário: abrimos de segunda a sexta das 8:00 às 20:00, sábado das 9:00 às 14:00; domingo fechado.\n"
        "Precio del café: la bolsa de 250 g vale 8.900 pesos; la de 1 kg, 31.900 pesos.\n"
        "Preço do café: o pacote de 250 g custa 8.900 pesos; o de 1 kg, 31.900 pesos.\n"
        "Coffee price: the 250 g bag is 8,900 pesos; the 1 kg bag is 31,900 pesos.\n"
        "Envío: el envío a todo Chile cuesta 3.500 pesos; los envíos llegan en 2 o 3 días hábiles.\n"
        "Entrega: o frete para todo o Chile custa 3.500 pesos; as entregas chegam em 2 ou 3 dias úteis.\n"
        "Delivery: shipping anywhere in Chile costs 3,500 pesos; deliveries arrive in 2 or 3 working days.\n"
        "Dirección: estamos en Av. Italia 1449, Providencia.\n"
        "Endereço: estamos na Av. Italia 1449, Providencia.\n"
        "Address: we are at Av. Italia 1449, Providencia.\n"
        "Pago: se puede pagar con tarjeta, transferencia o efectivo.\n"
        "Pagamento: dá para pagar com cartão, transferência ou dinheiro.\n"
        "Payment: you can pay by card, bank transfer or cash.\n"
    ),
    "knowledge": {
        "questions": [
            {"question": "¿Tienen leche vegetal?", "answer": "Sí, de avena y de almendra, por 450 pesos más."},
            {"question": "Do you have plant milk?", "answer": "Yes, oat and almond milk, for 450 pesos more."},
            {"question": "Vocês têm leite vegetal?", "answer": "Sim, de aveia e de amêndoa, por mais 450 pesos."},
        ],
        "links": [{"title": "Carta", "url": "https://cafe-moca.example/carta"}],
    },
    "hours": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00", "closes": "20:00"},
        {"days": ["sat"], "opens": "09:00", "closes": "14:00"},
    ],
    "time_zone": "America/Santiago",
    "courtesy_reaction": "❤️",
    "follow_ups": 1,
    "waiting_minutes": 5,  # nobody of a demo comes when a person is called: the bot goes on after a while
    "quiet_hours": {"begins": "21:00", "ends": "09:00"},
    "rules": [
        {"name": "menu", "keywords": ["menú", "menu", "carta"], "before_model": True,
         "reply": "Nuestra carta está en https://cafe-moca.example/carta ☕"},
    ],
    "comment_rules": [
        {"name": "price", "keywords": ["precio", "precios", "price", "info"],
         "public": ["¡Te escribimos por mensaje! ☕", "¡Hola! Revisa tus mensajes 💌"],
         "private": ["¡Hola! La bolsa de 250 g vale 8.900 pesos; la de 1 kg, 31.900 pesos. ¿Te reservamos una?"]},
    ],
    "away_text": "¡Gracias por escribir! Ahora no podemos responder; una persona del equipo lo hará pronto.",
}  # fmt: skip


async def run(port: int, data_dir: str, *, living: bool) -> None:
    """Run the demo until SIGINT or SIGTERM."""
    instagram = create_app(_instagram(port, living=living))
    simulator = Server(instagram, "127.0.0.1", port + 1)
    process = Process(_settings(port, Path(data_dir)))

    def stop() -> None:
        process.stop()
        instagram.state.simulator.watchers.dismiss()
        simulator.stop()

    stop_on_signals(stop)
    playing = asyncio.create_task(simulator.run())
    try:
        await simulator.started()
        await process.start()
        shop = await process.accounts.get(DEMO_ACCOUNT.id)
        if shop is not None and shop.account.version == 1:
            await process.accounts.change_settings(DEMO_ACCOUNT.id, SHOP, by="demo")
        _say(process, port)
        await process.run()
    finally:
        simulator.stop()
        await playing


def _instagram(port: int, *, living: bool) -> SimulatorConfig:
    return SimulatorConfig(
        callback_url=f"http://127.0.0.1:{port}/api/instagram/webhook",
        living_pause=LIVING_PAUSE_SECONDS if living else 0.0,
    )


def _settings(port: int, data_dir: Path) -> Settings:
    simulated, instagram = SimulatorConfig(), f"http://127.0.0.1:{port + 1}"
    return Settings(
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        phone_url=f"{instagram}/",
        store=StoreSettings(data_dir=data_dir),
        admin_token=Secret(secrets.token_urlsafe(12)),
        model=ModelSettings(base_url=f"{instagram}/v1", model="demo-model"),
        instagram=InstagramSettings(
            apps=(App(simulated.app_id, simulated.app_secret),),
            verify_token=simulated.verify_token,
            access_token=DEMO_ACCOUNT.token,
            account_id=DEMO_ACCOUNT.id,
            graph_url=instagram,
            media_hosts=(f"127.0.0.1:{port + 1}", f"localhost:{port + 1}"),
            facebook_graph_url=f"{instagram}/facebook",
            login_url=instagram,
            oauth_url=instagram,
        ),
    )


def _say(process: Process, port: int) -> None:
    for line in _lines(process, port):
        click.echo(line)


def _lines(process: Process, port: int) -> list[str]:
    settings, instagram = process.settings, f"http://127.0.0.1:{port + 1}"
    data_dir, token = settings.store.data_dir, settings.admin_token.reveal()
    model = f"OPENAI_BASE_URL={settings.model.base_url} OPENAI_MODEL={settings.model.model}"
    replay = f".venv/bin/moca replay --data-dir {data_dir} --account {DEMO_ACCOUNT.id}"
    someone = SimulatorConfig().people[0].id
    return [
        "",
        f"  Write as a customer   {instagram}/",
        f"  … or from a terminal  .venv/bin/moca simulate say {someone} '¿a qué hora abren?' --url {instagram}",
        f"  The back office       http://127.0.0.1:{port}/   sign in with  {token}",
        f"  API                   curl -H 'x-admin-token: {token}' http://127.0.0.1:{port}/api/conversations",
        *(f"  Look into the store   {line}" for line in (process.embedded.cli() if process.embedded else ())),
        f"  What waits            .venv/bin/moca queue --data-dir {data_dir}",
        f"  Check the promises    .venv/bin/moca verify --data-dir {data_dir}",
        "  What if (settings as JSON in change.json; the demo's model is asked, twenty times at most)",
        f"                        {model} {replay} --change change.json --live --max-calls 20",
        "",
        "  Ctrl-C ends it.",
        "",
    ]
