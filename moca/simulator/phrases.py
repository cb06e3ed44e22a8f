"""The fixed phrases of the demo model, in the six languages that it speaks a little of."""

GREETINGS = {
    "es": "¡Hola! Soy el asistente de demostración.",
    "en": "Hello! I am the demo assistant.",
    "pt": "Olá! Sou o assistente de demonstração.",
    "fr": "Bonjour ! Je suis l'assistant de démonstration.",
    "de": "Hallo! Ich bin der Demo-Assistent.",
    "it": "Ciao! Sono l'assistente dimostrativo.",
}
OFFERS = {
    "es": "¿En qué te puedo ayudar?",
    "en": "How can I help?",
    "pt": "Em que posso ajudar?",
    "fr": "Comment puis-je vous aider ?",
    "de": "Wie kann ich helfen?",
    "it": "Come posso aiutarti?",
}
COLLEAGUES = {
    "es": "Eso lo consulto con una persona del equipo y te respondemos por aquí.",
    "en": "I will ask a colleague about that and we will answer you here.",
    "pt": "Vou perguntar a uma pessoa da equipe e respondemos por aqui.",
    "fr": "Je demande à une personne de l'équipe et nous vous répondons ici.",
    "de": "Das frage ich jemanden aus dem Team, und wir antworten dir hier.",
    "it": "Chiedo a una persona del team e ti rispondiamo qui.",
}
PERSONS = {
    "es": "Una persona del equipo te responderá por aquí.",
    "en": "Somebody of the team will answer you here.",
    "pt": "Uma pessoa da equipe vai responder por aqui.",
    "fr": "Une personne de l'équipe va vous répondre ici.",
    "de": "Jemand aus dem Team wird dir hier antworten.",
    "it": "Una persona del team ti risponderà qui.",
}
NO_HURRY = {
    "es": "¡Claro, piénsalo con calma! Aquí estamos.",
    "en": "Of course, take your time! We are here.",
    "pt": "Claro, pense com calma! Estamos aqui.",
    "fr": "Bien sûr, prenez votre temps ! Nous sommes là.",
    "de": "Klar, lass dir Zeit! Wir sind hier.",
    "it": "Certo, pensaci con calma! Siamo qui.",
}
FOLLOW_UPS = {
    "es": "¡Hola de nuevo! ¿Pudiste pensarlo? Si tienes alguna duda, aquí estamos.",
    "en": "Hello again! Have you had time to think about it? If there is any question, we are here.",
    "pt": "Olá de novo! Conseguiu pensar? Se tiver alguma dúvida, estamos aqui.",
    "fr": "Rebonjour ! Avez-vous pu y réfléchir ? Pour toute question, nous sommes là.",
    "de": "Hallo nochmal! Konntest du darüber nachdenken? Bei Fragen sind wir hier.",
    "it": "Ciao di nuovo! Hai avuto tempo di pensarci? Per qualsiasi domanda siamo qui.",
}
