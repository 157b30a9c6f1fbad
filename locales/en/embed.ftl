# Embedded in another page.
embed-label = The page around this one
embed-waiting = Waiting for the page around this one…
embed-alone = This address is meant for embedding in other pages. Nothing is kept here: save what you enter as a file.
embed-refused = { $origin } may not embed this page: whoever deploys it has to list it in embed.json. What it sent was not read and got no answer.
embed-list-fault = embed.json is faulty; only pages of the same origin may embed this one: { $reason }
embed-bound = This check-up is part of { $origin }. That page is given the file when you save, and not before; this page itself keeps and sends nothing.
embed-bound-autosave = This check-up is part of { $origin }. That page asked for automatic saving: it is given the file at every pause; this page itself keeps and sends nothing.
embed-bound-results = {" "}It is told scores, ranges and the ranking as they change.
embed-save = Save to the page
embed-hidden = The page around this one does not offer this part
saved-page = The page does not have this yet
saved-page-hint = Only here, and gone when this closes; save it to the page
saved-host = With the page since { $time }
rules-from-host = Given by the page that embeds this one, laid over { $base }; given anew each time it opens.
privacy-kept-host = Embedded in another page, nothing is kept in this browser; the file goes only to the page named at the foot, which keeps it.
