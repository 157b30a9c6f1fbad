# 档案中的封闭词汇。
sector-integrated-circuits = 集成电路
sector-biomedicine = 生物医药
sector-medical-devices = 医疗器械
sector-software = 人工智能与软件
sector-electronics = 电子信息
sector-equipment = 高端装备与机械
sector-instruments = 仪器仪表
sector-new-energy-vehicles = 新能源汽车及零部件
sector-new-materials = 新材料与化工
sector-environment = 节能环保
sector-consumer-goods = 消费品与食品
sector-other-manufacturing = 其他制造业

size-micro = 微型
size-small = 小型
size-medium = 中型
size-large = 大型

certificate-high-tech = 高新技术企业
certificate-tech-sme = 科技型中小企业
certificate-innovative-sme = 创新型中小企业
certificate-specialised = 专精特新中小企业
certificate-little-giant = 专精特新“小巨人”
certificate-ip-demonstration = 知识产权优势、示范企业

legal-form-limited = 有限责任公司
legal-form-joint-stock = 股份有限公司

kind-invention = 发明专利
kind-utility-model = 实用新型
kind-design = 外观设计
kind-trademark = 注册商标
kind-software-copyright = 软件著作权
kind-other-copyright = 其他著作权
kind-layout-design = 集成电路布图设计
kind-geographical-indication = 地理标志
kind-licence-revenue = 许可收益权
kind-data-ip = 数据知识产权
kind-plant-variety = 植物新品种权
kind-trade-secret = 商业秘密


status-granted = 授权（登记）有效
status-pending = 审查中
status-terminated = 已终止
status-invalidated = 已宣告无效
status-lapsed = 届满、撤回或驳回

encumbrance-pledged = 已质押
encumbrance-preserved = 被查封、保全
encumbrance-leaseback = 已售后回租
encumbrance-contributed = 已作价出资
encumbrance-trust = 已设信托
encumbrance-abs-pool = 已入证券化资产池
encumbrance-exclusive-licence = 已独占许可他人

right-dispute-none = 无纠纷
right-dispute-ownership = 权属纠纷
right-dispute-invalidation = 无效宣告审理中
right-dispute-upheld = 经无效审查维持有效
right-dispute-plaintiff = 作为原告维权中
right-dispute-defendant = 被诉侵权

evaluation-none = 未出具
evaluation-favourable = 已出具，结论肯定
evaluation-unfavourable = 已出具，结论否定

exploitation-unused = 未实施
exploitation-defensive = 防御性储备
exploitation-pilot = 试用、样品
exploitation-sold = 已用于在售产品
exploitation-core = 用于核心产品

mark-ordinary = 普通商标
mark-collective = 集体商标
mark-certification = 证明商标

stage-laboratory = 实验室
stage-pilot = 小试、中试
stage-small-batch = 小批量
stage-volume = 量产成长
stage-mature = 成熟、有合同保障

licence-in = 引进许可
licence-out = 对外许可

exclusivity-exclusive = 独占许可
exclusivity-sole = 排他许可
exclusivity-ordinary = 普通许可

dispute-infringement = 侵权
dispute-ownership = 权属
dispute-invalidation = 无效宣告
dispute-trade-secret = 商业秘密、不正当竞争
dispute-contract = 合同

role-plaintiff = 原告
role-defendant = 被告

funds-working-capital = 补充流动资金
funds-capital-expenditure = 固定资产投资
funds-research = 研发
funds-acquisition = 并购

star-sector-information = 新一代信息技术
star-sector-equipment = 高端装备
star-sector-materials = 新材料
star-sector-energy = 新能源
star-sector-environment = 节能环保
star-sector-biomedicine = 生物医药
star-sector-other = 其他符合定位的领域

business-technology = 科技创新
business-fintech = 金融科技
business-model-innovation = 模式创新
business-real-estate = 房地产
business-finance = 金融、投资类业务

red-chip-no = 否
red-chip-listed = 已境外上市的红筹企业
red-chip-unlisted = 尚未境外上市的红筹企业

audit-unqualified = 三年均为标准无保留意见
audit-other = 有其他意见
audit-none = 尚未审计

issue-absent = 不存在
issue-open = 存在，未解决
issue-mitigated = 整改中
issue-closed = 已解决

practice-policy = 有成文的知识产权管理制度
practice-officer = 有专人负责
practice-budget = 有专项预算
practice-staff-agreements = 研发人员均签职务发明与保密协议
practice-inventor-reward = 已兑现发明人奖酬
practice-trade-secrets = 商业秘密有标识、权限与留痕
practice-freedom-to-operate = 立项前检索、上市前作防侵权分析
practice-watch = 监测竞争对手与侵权
practice-fee-calendar = 有年费监控台账
practice-open-source = 开源代码定期扫描
practice-data-rights = 数据来源与授权有记录
practice-project-ledger = 按研发项目设辅助账
practice-timesheets = 有研发工时记录
practice-capitalisation-policy = 有研发支出资本化政策
practice-staff-list = 有研发人员清单
practice-annual-audit = 每年作知识产权审计

district-huangpu = 黄浦区
district-xuhui = 徐汇区
district-changning = 长宁区
district-jingan = 静安区
district-putuo = 普陀区
district-hongkou = 虹口区
district-yangpu = 杨浦区
district-minhang = 闵行区
district-baoshan = 宝山区
district-jiading = 嘉定区
district-pudong = 浦东新区
district-jinshan = 金山区
district-songjiang = 松江区
district-qingpu = 青浦区
district-fengxian = 奉贤区
district-chongming = 崇明区
district-elsewhere = 上海以外
