# 顶栏、状态与通用按钮。
app-name = 知识产权体检
app-loading = 正在载入规则…
app-skip = 跳到正文
nav-label = 主导航
nav-interview = 填报
nav-portfolio = 清单
nav-report = 报告
language-other = English
language-other-label = Switch to English

shield-clean = 数据未离开本机 · { $requests } 次请求
shield-starting = 正在封闭页面
shield-violations = 已拦下 { $count } 次外发

saved-blank = 尚未填写
saved-nowhere = 未保存
saved-browser = 仅在本浏览器 { $time }
saved-file = 已存入文件 { $time }
saved-browser-hint = 清理浏览器数据会一并删除，请另存为文件
saved-nowhere-hint = 浏览器拒绝存储或空间已满，请立即另存为文件
read-only = 只读

update-ready = 新版本已下载，下次打开本页时启用。
update-apply = 现在启用
update-other-windows = 还有其他窗口在使用旧版本，关闭后再启用。

undo = 撤销
redo = 重做
save-file = 保存文件
print = 打印
menu-export = 导出
cancel = 取消
close = 关闭
remove = 删除
edit = 修改
yes = 是
no = 否
unsure = 不清楚
none-of-these = 都没有
not-given = 未提供

unit-plain = { $number } 元
unit-middle = { $number } 万元
unit-large = { $number } 亿元
unit-point-of-percent = 1 个百分点
unit-points-of-percent = { $number } 个百分点
unit-years = { $number } 年
unit-months = { $number } 个月
unit-days = { $number } 天
unit-wan = 万元
unit-percent = %

footer-disclaimer = 自测结果仅供参考，不构成资产评估报告。
footer-pack = 规则包 { $name } { $version }
footer-build = 版本 { $build }
footer-coverage = 指导意见逐条对应
footer-privacy = 查看隐私证明
