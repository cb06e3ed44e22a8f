"""Fact sheets of six shops in six languages, as owners write them."""

from moca.domain.account_settings import AccountSettings
from moca.domain.hours import OpenHours
from moca.domain.knowledge import Item, Knowledge, Link, QuestionAnswer

CAFE = AccountSettings(
    business_name="Café Moca",
    facts=(
        "Horario: abrimos de lunes a viernes de 8:00 a 20:00 y los sábados de 9:00 a 14:00; domingo cerrado.\n"
        "Hours: we are open Monday to Friday from 8:00 to 20:00, Saturday from 9:00 to 14:00, closed on Sunday.\n"
        "Precio del café: la bolsa de 250 g vale 8.900 pesos; la de 1 kg, 31.900 pesos.\n"
        "Coffee price: the 250 g bag is 8,900 pesos; the 1 kg bag is 31,900 pesos.\n"
        "Envío: el envío a todo Chile cuesta 3.500 pesos; los envíos llegan en 2 o 3 días hábiles.\n"
        "Dirección: estamos en Av. Italia 1449, Providencia.\n"
        "Pago: se puede pagar con tarjeta, transferencia o efectivo. Por transferencia hay un 5 % de descuento.\n"
        "WhatsApp: +56 9 8765 4321. Correo: hola@cafemoca.example. Instagram: @cafemoca.\n"
        "Carta: https://cafe-moca.example/carta\n"
        "Cerramos el 24 y 25 de diciembre y el 1/1.\n"
        "Envío gratis desde 50.000 pesos.\n"
    ),
)
"""Spanish and English, Chilean pesos."""

BARBER = AccountSettings(
    business_name="Sharp & Sons",
    facts=(
        "Haircut: $35. Beard trim $18.50. Both together $48.\n"
        "Kids under 12: $25.\n"
        "Open Tue-Sat 10am-7pm, Sunday 11:00 to 4:00 pm. Closed Mondays and on July 4th.\n"
        "We are at 212 Main Street, Austin, TX 78701. Parking is free for customers.\n"
        "Call (512) 555-0142 or book at sharpandsons.example/book.\n"
        "Cancel at least 24 hours before, or we charge 50% of the price.\n"
        "A haircut takes about 45 minutes. Established in 1987.\n"
    ),
)
"""English, dollars."""

BAKERY = AccountSettings(
    business_name="Padaria Central",
    facts=(
        "Pão de queijo: R$ 6,50 a unidade; cento por R$ 180,00.\n"
        "Bolo de aniversário a partir de R$ 95 o quilo, encomendar com 48 horas de antecedência.\n"
        "Aberto todos os dias das 6h às 21h30, domingo das 7h às 13h.\n"
        "Rua das Flores, 350 - Centro, Curitiba. CEP 80010-000.\n"
        "Telefone: (41) 3322-1100. Pix: contato@padariacentral.example\n"
        "Entrega grátis acima de R$ 120, abaixo disso R$ 12,90.\n"
        "Parcelamos em até 3 vezes sem juros.\n"
    ),
)
"""Portuguese, reais."""

BISTRO = AccountSettings(
    business_name="Chez Lucie",
    facts=(
        "Le menu du midi est à 19,90 €, le menu du soir à 34 €. Menu enfant : 12 euros.\n"
        "Ouvert du mardi au samedi, de 12h à 14h30 et de 19h à 22h30.\n"
        "12 rue Mouffetard, 75005 Paris. Métro Place Monge.\n"
        "Réservations : 01 43 31 22 10 ou chezlucie.example/reserver\n"
        "Fermé du 1er au 20 août. Groupes de 10 à 25 personnes sur demande.\n"
        "Bouteille de vin maison 75 cl : 22,50 €.\n"
    ),
)
"""French, euros."""

STUDIO = AccountSettings(
    business_name="Yogastudio Linde",
    facts=(
        "Probestunde 12 Euro, Einzelstunde 18 €, Zehnerkarte 150 € (12 Monate gültig).\n"
        "Kurse montags und mittwochs um 18.30 Uhr, samstags um 10 Uhr. Dauer 75 Minuten.\n"
        "Lindenstraße 14, 10969 Berlin, 2. Stock.\n"
        "Telefon 030 2345 6789, mail@yoga-linde.example\n"
        "Vom 24. Dezember bis 6. Januar geschlossen. Nächster Workshop am 14.03.2027.\n"
        "Studierende erhalten 20 % Rabatt.\n"
    ),
)
"""German, euros."""

PIZZERIA = AccountSettings(
    business_name="Pizzeria Da Gino",
    hours=(
        OpenHours(days=("tue", "wed", "thu", "fri", "sat", "sun"), opens="18:30", closes="23:30"),
        OpenHours(days=("sun",), opens="12:00", closes="15:00"),
    ),
    closed_days=("2026-12-25",),
    facts="Consegna a domicilio entro 5 km: 2,50 €. Via Roma 27, Bologna. Tel. 051 123 4567.",
    knowledge=Knowledge(
        catalogue=(
            Item(name="Margherita", price="7,50", note="pomodoro, mozzarella"),
            Item(name="Diavola", price="9", note="piccante"),
            Item(name="Capricciosa", price="€ 10,00"),
            Item(name="Birra artigianale 33 cl", price="5"),
        ),
        questions=(
            QuestionAnswer(question="Avete tavoli grandi?", answer="Sì, fino a 16 persone, prenotando 2 giorni prima."),
        ),
        links=(Link(title="Menù", url="https://dagino.example/menu"),),
        policies="Il tavolo resta riservato per 15 minuti.",
    ),
)
"""Italian, euros, with hours and a price list of their own."""
