# 嵌入其他网页时。
embed-label = 宿主页面
embed-waiting = 正在等待宿主页面…
embed-alone = 本地址供其他网页嵌入使用：这里什么都不保存，填写的内容请存为文件。
embed-refused = { $origin } 未获准嵌入本页：部署方须把它列入 embed.json。它发来的内容没有被读取，也没有得到任何回应。
embed-list-fault = embed.json 有误，只有同源网页可以嵌入本页：{ $reason }
embed-bound = 本页嵌在 { $origin } 中。按下保存，体检文件才会交给该页面；本页自身不保存、不外发任何内容。
embed-bound-autosave = 本页嵌在 { $origin } 中。该页面要求自动保存：每次停顿后体检文件都会交给它；本页自身不保存、不外发任何内容。
embed-bound-results = 评分、价值区间与渠道排序随时告知该页面。
embed-save = 保存到宿主页面
embed-hidden = 宿主页面没有提供这一部分
saved-page = 尚未交给宿主页面
saved-page-hint = 只在本页内，关闭后即丢失；请保存到宿主页面
saved-host = 已交给宿主页面 { $time }
rules-from-host = 由嵌入本页的网页提供，叠加在 { $base } 之上；每次打开时重新提供。
privacy-kept-host = 嵌入其他网页时，本浏览器什么都不保存；体检文件只交给页面底部写明的宿主页面，由它保管。
