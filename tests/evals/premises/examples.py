"""An invented affair, small enough to count by hand."""

AFFAIR = """\
- affair: bridge
  documents:
    - id: en1
      language: en
      issuer: Marn Roads
      sentences:
        - The bridge over the Marn was closed on 3 May.
        - {text: "\\"Two of its cables had snapped,\\" said the engineer Ada Trell.", speaker: Ada Trell}
        - It stayed closed for weeks.
        - The repair was paid for by the county.
        - Forty lorries a day took the road through Ostwick.
        - The toll has not been raised.
        - A new bridge is planned for next year.
        - Nobody was hurt.
        - The council thanked the drivers.
    - id: ar1
      language: ar
      issuer: مجلس أوستويك
      sentences:
        - شكا سكان أوستويك من ضجيج الشاحنات.
        - أُغلق الجسر في الرابع من مايو.
        - مرّت في القرية تسعون شاحنة كل يوم.
        - دفعت البلدية ثمن إصلاح الطريق.
        - لم يُستشر المجلس قبل الإغلاق.
        - تحطم جدار المدرسة.
        - قدّم ثلاثة من السكان شكوى.
        - أغلقته شركة مارن للطرق.
        - طالب المجلس بتعويض.
  questions:
    - {ask: "When was the bridge closed?", kind: when, answers: [en1.1, ar1.2]}
    - {ask: "Who closed it?", kind: who, answers: [ar1.8]}
    - {ask: "Why was the toll raised?", kind: false-premise, answers: [], corrects: [en1.6]}
    - {ask: "How long is the tunnel?", kind: elsewhere, answers: []}
    - {ask: كم شخصا اشتكى؟, kind: number, answers: [ar1.7]}
    - {ask: بماذا أشار المجلس حين استُشير قبل الإغلاق؟, kind: false-premise, answers: [], corrects: [ar1.5]}
    - {ask: متى بُنيت المدرسة؟, kind: detail, answers: []}
    - {ask: كم سفينة غرقت؟, kind: elsewhere, answers: []}
"""
