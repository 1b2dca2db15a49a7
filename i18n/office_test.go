package i18n

import "strings"

// office are words of offices and of computers, which nobody of 80 says at the door. A word is banned wherever it is a part
// of a text.
var office = map[string][]string{
	"zh-Hans": strings.Fields(`
		身份核验 核验 验证 认证 校验 鉴权 授权 权限 电子签章 签章 签名 实名 登录 登陆 注册 注销 账号 账户 帐号 用户
		提交 提交成功 提交成功率 成功率 填报 申报 上报 申请 申请人 办理 办理人 经办 代办 本人 当事人 诉求 诉求人 投诉 举报 咨询
		受理 受理单位 单位 主体 工单 派单 转办 督办 交办 承办 办结 办件 结案 立案 挂账 答复 回复 反馈 回访 处置 处理 处理中 核实
		审核 审批 待办 事项 业务 流程 环节 时限 逾期 凭证 材料 证件 表单 字段 必填 选填 格式 有误 错误 无效 有效 非法 违规 参数
		系统 终端 设备 服务器 后台 前端 接口 数据 信息 网络 联网 在线 离线 连接 异常 网络异常 超时 请求 请求超时 响应 操作 操作失败
		失败 故障 代码 编码 输入 退格 删除 确认 确定 点击 单击 双击 选项 菜单 界面 页面 弹窗 刷新 加载 重试 查询 检索 搜索
		上传 下载 附件 链接 默认 模式 设置 配置 功能 版本 对方 其他 其它 该 贵 您所 予以 特此 兹 敬请 务必 烦请 如需 如有 若 即可
		是否 进行 相关 有关部门 上述 下列 尊敬 谅解 不便之处 知悉 届时 酌情 暂不 不予 逐一 均 须 未经`),
	"zh-Hant": strings.Fields(`
		身份核驗 核驗 驗證 認證 校驗 鑑權 授權 權限 電子簽章 簽章 簽名 實名 登錄 登入 註冊 註銷 帳號 賬號 帳戶 用戶 使用者
		提交 遞交 提交成功 成功率 填報 申報 上報 申請 申請人 辦理 辦理人 經辦 代辦 本人 當事人 訴求 訴求人 投訴 舉報 諮詢
		受理 受理單位 單位 主體 工單 派單 轉辦 督辦 交辦 承辦 辦結 辦件 結案 立案 掛賬 答覆 答復 反饋 回饋 回訪 處置 處理 核實
		審核 審批 待辦 事項 業務 流程 環節 時限 逾期 憑證 材料 證件 表單 欄位 必填 選填 格式 有誤 錯誤 無效 有效 非法 違規 參數
		系統 終端 設備 裝置 伺服器 服務器 後台 後臺 前端 接口 介面 數據 資料 信息 資訊 網絡 網路 聯網 在線 線上 離線 連接 連線 異常
		超時 逾時 請求 響應 操作 操作失敗 失敗 故障 代碼 編碼 輸入 退格 刪除 確認 確定 點擊 單擊 雙擊 選項 菜單 選單 界面 頁面
		彈窗 刷新 加載 載入 重試 查詢 檢索 搜索 搜尋 上傳 下載 附件 鏈接 連結 默認 預設 模式 設置 設定 配置 功能 版本 對方 其他 其它
		該 貴 您所 予以 特此 茲 敬請 務必 煩請 如需 如有 若 即可 是否 進行 相關 有關部門 上述 下列 尊敬 諒解 不便之處 知悉 屆時 酌情
		暫不 不予 逐一 均 須 未經 哪兒 這會兒 短信 視頻 出租車 公交 小區`), // the last are said on the mainland only
	"en": strings.Split(`submit|submission|invalid|valid|validate|error|failure|failed to|authenticate|authentication|authorize|`+
		`authorise|authorization|identify|identification|verify|verification|confirm|confirmation|login|log in|log on|sign in|`+
		`password|username|user|account|register|registration|server|backend|client|request timeout|timeout|timed out|terminal|`+
		`kiosk|device|system|application|applicant|app|operator|administrator|portal|platform|interface|database|data|network|`+
		`offline|connection|connectivity|protocol|parameter|format|field is|mandatory|required|optional|input|enter|click|tap|`+
		`scroll|menu|option|default|settings|configure|function|process|processing|processed|status|case number|ticket|reference|`+
		`identifier|code is|retry|abort|cancel|terminate|execute|proceed|initiate|utilize|utilise|assistance|assist|commence|`+
		`regarding|concerning|prior to|subsequent|subsequently|in order to|pursuant|hereby|herein|aforementioned|thereof|`+
		`notify|notification|acknowledge|acknowledgement|complaint|grievance|enquiry|inquiry|obtain|purchase|provide|provided|`+
		`ensure|additional|sufficient|insufficient|approximately|currently|unable|unavailable|inconvenience|issue|facilitate|`+
		`relevant|appropriate|department|responsible|jurisdiction|upload|download|attachment|link|load|loading|refresh`, "|"),
}

// spared are where a banned word is right all the same.
var spared = map[string][]string{
	"zh-Hans": {
		"不用登录", // says what is not asked: those who fear it look for this word
		"要验证码", // a warning of swindlers, in the words that the swindlers use
		"应该", "太贵",
	},
	"zh-Hant": {"不用登入", "要驗證碼", "應該", "太貴"},
	"en":      {"No login", "Wheelchair user", "wheelchair user", "main tap"},
}
