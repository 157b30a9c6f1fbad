# 隐私证明。
privacy-title = 数据不出本机
privacy-lede = 您填写和导入的内容只在这台电脑的浏览器里计算和保存。本页启动完成后即自行封闭，浏览器会拒绝它的一切对外请求。
privacy-requests = 封闭后的请求
privacy-violations = 被拦下的外发
privacy-build = 版本指纹
privacy-policy = 浏览器正在执行的安全策略
privacy-policy-waiting = 页面尚未封闭，请稍候。
privacy-try = 自己验证
privacy-try-offline = 断开网络，继续填报、看报告、打印：一切照常。
privacy-try-tools = 按 F12 打开开发者工具，在“网络”里看：启动之后没有新请求。
privacy-try-policy = 在开发者工具的“控制台”输入 fetch('/')：浏览器会按上面的策略拒绝。
privacy-kept = 保存在哪里
privacy-kept-browser = 填写内容自动保存在本浏览器（IndexedDB），清理浏览器数据会一并删除。
privacy-kept-file = 另存的体检文件在您自己的磁盘上，请像财务资料一样保管。
privacy-kept-none = 没有服务器接收数据，没有统计代码、网络字体或第三方脚本。
privacy-never = 本工具从不询问身份证号、银行账号等个人敏感信息。
