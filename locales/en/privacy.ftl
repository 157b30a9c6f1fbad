# The proof that nothing leaves.
privacy-title = Nothing leaves this computer
privacy-lede = What you type and import is computed and kept in this browser alone. Once started, the page seals itself and the browser refuses every request it could make.
privacy-requests = Requests since sealing
privacy-violations = Attempts refused
privacy-build = Build fingerprint
privacy-policy = The policy your browser enforces now
privacy-policy-waiting = The page is not sealed yet; one moment.
privacy-try = See for yourself
privacy-try-offline = Disconnect the network and go on: answering, report and print all work.
privacy-try-tools = Press F12 and look at “Network”: no new request after start-up.
privacy-try-policy = Type fetch('/') in the console: the browser refuses it under the policy above.
privacy-kept = Where things are kept
privacy-kept-browser = Answers are saved in this browser (IndexedDB); clearing browser data deletes them.
privacy-kept-file = A saved check-up file is on your own disk; keep it like your accounts.
privacy-kept-none = No server receives data; there is no analytics code, web font or third-party script.
privacy-never = The tool never asks for ID numbers, bank accounts or other sensitive personal data.
