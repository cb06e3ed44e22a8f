"""
Finds the facts that answer a question, by shared words: without accents or case, in es, en, pt, and some fr, de, it.

Words of one meaning count as one over the languages (`horario`, `hours`, `abren`), so an English question finds a
Spanish fact. Beside these few groups, words match by their first letters.
"""

import re
import unicodedata
from collections.abc import Sequence

STEM = 5
MIN_WORD = 3


def plain(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def terms(text: str) -> frozenset[str]:
    """What a text is about: names of meanings, and stems of its other words."""
    words = [word for word in re.findall(r"[a-z0-9]+", plain(text)) if len(word) >= MIN_WORD and word not in _EMPTY]
    return frozenset(_MEANING_OF.get(word, word[:STEM]) for word in words)


def topic(text: str) -> str:
    """The first of the known meanings that a text is about, or `other`."""
    return next((meaning for meaning in _MEANINGS if meaning in terms(text)), "other")


def best_lines(lines: Sequence[str], question: str, most: int = 6) -> list[str]:
    """Those of the lines that share most with the question, in their order; none when none shares anything."""
    asked = terms(question)
    scored = [(len(asked & terms(line)), place) for place, line in enumerate(lines)]
    top = max((score for score, _ in scored), default=0)
    chosen = [place for score, place in scored if score == top and score > 0]
    return [lines[place] for place in chosen[:most]]


def language(text: str) -> str:
    """`es`, `en`, `pt`, `fr`, `de` or `it`, by a few telling words; `es` in doubt."""
    return told_language(text) or "es"


def told_language(text: str) -> str:
    """The same; empty in doubt."""
    words = set(re.findall(r"[a-zà-ÿ]+", text.casefold()))
    scores = {code: len(words & telling) for code, telling in _TELLING.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MEANINGS = {
    "hours": _words(
        "hora horas horario horarios abren abre abrir abierto abiertos cierran cierra hours hour open opening "
        "close closing closed aberto abrem fecham fecha lunes martes miercoles jueves viernes sabado sabados "
        "domingo domingos monday tuesday wednesday thursday friday saturday sunday feriado feriados weekend "
        "horaires heures heure ouvert ouverts ouverte ouvrez ouverture fermez fermeture dimanche samedi lundi "
        "offnungszeiten geoffnet offnet offnen schliesst uhr samstag sonntag montag orari orario aperti aperto aprite "
        "apertura chiudete chiuso sabato domenica lunedi"
    ),
    "price": _words(
        "precio precios cuesta cuestan cuanto vale valen valor price prices cost costs much quanto preco "
        "precos custa custam prix coute coutent combien kostet kosten preis preise prezzo prezzi costa costano"
    ),
    "delivery": _words(
        "envio envios envian enviar despacho despachan entrega entregas entregam domicilio delivery deliver "
        "ship shipping livraison livrez livrer lieferung liefern liefert lieferst versand versendet spedizione "
        "spedite consegna consegnate"
    ),
    "place": _words(
        "donde direccion ubicacion ubicados queda where address located location onde endereco fica adresse situes "
        "trouver befindet standort indirizzo dove trova trovate"
    ),
    "payment": _words(
        "pago pagos pagar tarjeta efectivo transferencia payment pay card cash pagamento cartao dinheiro aceptan "
        "payer paiement especes zahlen zahlung karte bezahlen pagare contanti"
    ),
    "booking": _words(
        "reserva reservas reservar mesa booking book table reservation reservations agendar cita turno "
        "reserver tisch reservieren reservierung prenotare prenotazione tavolo"
    ),
    "contact": _words(
        "telefono whatsapp correo email mail phone call llamar contacto contact telefone telephone telefon"
    ),
    "vegan": _words("vegano vegana veganos veganas vegan vegetariano vegetariana vegetarian"),
}
_MEANING_OF = {word: meaning for meaning, words in _MEANINGS.items() for word in words}
_EMPTY = _words(
    "para como esta este esto ese esa los las del por con que una uno unos unas hola buenas buenos dias "
    "tardes noches son the and you your for are can hello hey have has with this that there what when "
    "does muy mas les ustedes voce voces tem uma ola bom boa dia tarde noite gracias thanks please favor "
    "tienen tiene hay hacen today hoy hoje quiero quisiera want would like algo any some "
    "bonjour merci vous avez est que pour avec des une dans voudrais hallo guten tag danke bitte der die das und ist "
    "sie habt haben ich mit fur ein eine ciao buongiorno grazie che per sono avete vorrei"
)
_TELLING = {
    "es": _words(
        "hola qué que cómo cuánto cuanto cuesta dónde donde tienen abren hoy gracias para el los las envían y lunes "
        "horario horarios precio precios envío envíos dirección pago pagos hacen puedo quiero mañana de en se con sí "
        "más tarjeta efectivo cerrado"
    ),
    "en": _words(
        "hello hi hey the do you what how much is are open where when thanks please can i have your to we hours price "
        "prices delivery shipping cost address closed monday payment costs card yes or at"
    ),
    "pt": _words(
        "olá oi vocês voces você quanto custa onde obrigado obrigada fica não têm tem hoje aberto fazem até bom boa "
        "entregam fecham entrega preço preços queria meu minha dói aula aulas ontem número qual endereço horário abrem "
        "estamos na no o com cartão pagamento dinheiro dá de ou em às fechado vegetal leite sim aveia"
    ),
    "fr": _words(
        "bonjour bonsoir salut merci vous avez est êtes quels quelle quel combien coûte où livrez livraison ouverts "
        "ouvert heures horaires je voudrais adresse prix le les du jours veux une dimanche"
    ),
    "de": _words(
        "hallo guten danke bitte habt haben ist sind wie was wann wo kostet der die das und ich ihr öffnungszeiten "
        "geöffnet uhr liefert versand nicht ein eine einen mit möchte für preis montag sonntag auf"
    ),
    "it": _words(
        "ciao buongiorno salve grazie avete quanto costa dove siete aperti che il per sono orari consegnate spedizione "
        "vorrei lunedì sabato devo prenotare lezione parlare una come oggi posso pagare della di prezzo è domenica"
    ),
}
