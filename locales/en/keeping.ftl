# Saving, restoring, several tabs, version history.
keep-replace-question = This check-up is not saved anywhere yet; opening another one loses it. Go on?
trouble-full = The browser has no storage left for this page; your latest changes are not saved. Save them as a file, or free some space and try again.
trouble-refused = The browser lets this page store nothing (a private window or a privacy setting); what you enter is gone when the page closes. Save it as a file.
trouble-failed = The browser’s storage failed; your latest changes are not saved. Save them as a file; this page goes on trying.
trouble-again = Try again
notice-recovered = The page was not closed normally last time. What was saved at { $time } is back; typing within the second after that may not have been saved.
notice-evicted = What you entered in this browser last time has been deleted (clearing browsing data, a full disk or a private window does that). If you saved a check-up file, open it.
notice-replaced = Another file is open. “{ $name }”, open before, is still in this browser; nothing is lost.
notice-replaced-unnamed = Another file is open. The unnamed check-up open before is still in this browser; nothing is lost.
notice-replaced-back = Back to the one before
notice-salvaged = { $count ->
    [one] The file is damaged. All that could be read is open; 1 place could not. Check it, then save as a new file.
   *[other] The file is damaged. All that could be read is open; { $count } places could not. Check them, then save as a new file.
}
notice-salvaged-list = What could not be read
notice-salvaged-line = Line { $line }
notice-migrated = This file has the older format { $version }. It was converted; the original stays inside the file.
notice-newer = A newer version of this program saved the file. It can be read here but not changed. Update this page to edit it.
notice-altered = The file is not as it was saved: it was changed, or it is damaged. Check the figures before you use them.
elsewhere-title = This check-up is being edited in another tab; here it is read only.
elsewhere-take = Take over here
elsewhere-lede = The other tab becomes read only, and this one shows what it saved last. Undo brings back what is here now.
elsewhere-there = The other tab
elsewhere-here = Here
differences-title = Differences
differences-none = Both are the same.
differences-count = { $count ->
    [one] 1 difference.
   *[other] { $count } differences.
}
differences-field = Item
differences-entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
differences-record = A record
versions-title = Version history
versions-lede = Versions this browser keeps by itself: the more recent, the closer together, at most twenty of each kind. Restoring is one step that can be undone. Clearing the browser’s data deletes them; save what matters as a file.
versions-promised = ✓ The browser promises not to delete what is here by itself when the disk runs low.
versions-not-promised = ▲ The browser does not promise to keep this: when the disk runs low it may delete all of it. Save as a file what matters.
versions-reading = Reading…
versions-failed = The browser does not let this page read the saved versions.
versions-none = No version yet. Versions are kept once you begin.
versions-damaged = This version is damaged and cannot be opened.
versions-rights = { $count ->
    [one] 1 right
   *[other] { $count } rights
}
versions-compare = Compare with now
versions-restore = Restore
versions-then = This version
versions-now = Now
versions-auto = Saved automatically
versions-opened = When opened
versions-file = When saved to a file
versions-import = Before a list was imported
versions-before-restore = Before another version was restored
versions-take-over = Before taking over
seal-save = Save encrypted
seal-lede = Encrypts the check-up file with a passphrase (age format, which other tools open too). The passphrase is kept nowhere: who forgets it cannot open the file.
seal-passphrase = Passphrase
seal-repeat = Once more
seal-empty = Enter a passphrase.
seal-different = The two are not the same. Enter them again.
seal-working = Encrypting…
seal-failed = It did not work. Reload the page and try again.
seal-unnamed = The file name will not have the company’s name, which is not filled in yet.
seal-weak = Weak: easily guessed. Use four or more unrelated words.
seal-fair = Fair: longer is safer.
seal-strong = Strong
unseal-title = Open an encrypted file
unseal-lede = “{ $name }” is protected by a passphrase.
unseal-open = Open
unseal-working = Decrypting…
unseal-wrong = Wrong passphrase. Try again.
unseal-damaged = The file was changed after it was encrypted, or not copied whole. Use another copy.
unseal-other-keys = This file is encrypted for a key, not with a passphrase. Decrypt it with the program that made it, then open it here.
unseal-costly = This file needs more memory than the browser has. Decrypt it with the age program, then open it here.
unseal-no-file = The beginning of the encrypted file is damaged. Use another copy.
