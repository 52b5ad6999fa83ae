<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>打印这一页</source>
        <translation>Print this page</translation>
    </message>
    <message>
        <source>筛选表格</source>
        <translation>Filter the table</translation>
    </message>
    <message>
        <source>收起或展开详情</source>
        <translation>Fold or unfold details</translation>
    </message>
    <message>
        <source>到下一栏</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>看是否已保存</source>
        <translation>Is it saved?</translation>
    </message>
    <message>
        <source>换人</source>
        <translation>Switch person</translation>
    </message>
    <message>
        <source>锁定屏幕</source>
        <translation>Lock the screen</translation>
    </message>
    <message>
        <source>放大文字</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>缩小文字</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>深色或浅色</source>
        <translation>Dark or light</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>关闭竞赛，回到开始</source>
        <translation>Close the contest, back to the start</translation>
    </message>
    <message>
        <source>去“{page}”</source>
        <translation>Go to {page}</translation>
    </message>
    <message>
        <source>先打开一份竞赛。</source>
        <translation>Open a contest first.</translation>
    </message>
    <message>
        <source>{role}不能做这件事，请换人 (F10)。</source>
        <translation>A {role} may not do this. Switch person (F10).</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>报名</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>理论</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>锁定、解密</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certs</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>闭幕</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>In work</translation>
    </message>
    <message>
        <source>要复议</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>被卡住</source>
        <translation>Blocked</translation>
    </message>
    <message>
        <source>等上一步</source>
        <translation>Waits</translation>
    </message>
    <message>
        <source>有时限</source>
        <translation>Has a limit</translation>
    </message>
    <message>
        <source>缺签字</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>缺裁判</source>
        <translation>No judges</translation>
    </message>
    <message>
        <source>缺标准</source>
        <translation>No scheme</translation>
    </message>
    <message>
        <source>缺工位</source>
        <translation>No stations</translation>
    </message>
    <message>
        <source>缺人</source>
        <translation>No people</translation>
    </message>
    <message>
        <source>缺钥匙</source>
        <translation>No key</translation>
    </message>
    <message>
        <source>填好竞赛设置</source>
        <translation>Fill in the contest&apos;s settings</translation>
    </message>
    <message>
        <source>还差 {count} 项；填好后“报名”会自动放开。</source>
        <translation>{count} to go; entries open by themselves after that.</translation>
    </message>
    <message>
        <source>去设置</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>导入各代表队的报名表</source>
        <translation>Import the delegations&apos; entry lists</translation>
    </message>
    <message>
        <source>Excel、WPS、CSV 都可以；先检查，再导入，原文件不动。</source>
        <translation>Excel, WPS or CSV; checked first, then imported, the file itself stays as it is.</translation>
    </message>
    <message>
        <source>去报名</source>
        <translation>To entries</translation>
    </message>
    <message>
        <source>审核剩下的 {count} 份报名</source>
        <translation>Decide the {count} entries left</translation>
    </message>
    <message>
        <source>全部通过或退回后，名单才能封闭。</source>
        <translation>The list can be closed once all are accepted or returned.</translation>
    </message>
    <message>
        <source>去审核</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>封闭{trade}的名单</source>
        <translation>Close the list of {trade}</translation>
    </message>
    <message>
        <source>封闭后可以检录和抽签。</source>
        <translation>Then people can be checked in and drawn.</translation>
    </message>
    <message>
        <source>去封闭</source>
        <translation>Close it</translation>
    </message>
    <message>
        <source>检录{trade}，还有 {count} 人没到</source>
        <translation>Check in {trade}, {count} still to come</translation>
    </message>
    <message>
        <source>截止本场后才能抽签。</source>
        <translation>The draw opens when the sitting is closed.</translation>
    </message>
    <message>
        <source>去检录</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>给{trade}抽签、编密号</source>
        <translation>Draw stations and codes for {trade}</translation>
    </message>
    <message>
        <source>要加密裁判和监督两人在场；抽完“实操”会自动放开。</source>
        <translation>Takes the coding judge and the supervisor; then the practical opens.</translation>
    </message>
    <message>
        <source>去抽签</source>
        <translation>To the draw</translation>
    </message>
    <message>
        <source>录入{trade}的理论成绩，还差 {count} 人</source>
        <translation>Enter theory results of {trade}, {count} to go</translation>
    </message>
    <message>
        <source>可以导入机考结果，也可以手工录入。</source>
        <translation>Import the computer test, or type them in.</translation>
    </message>
    <message>
        <source>去理论</source>
        <translation>To theory</translation>
    </message>
    <message>
        <source>录完{trade}剩下的 {count} 份实操评分表</source>
        <translation>Key in the {count} score sheets left of {trade}</translation>
    </message>
    <message>
        <source>录完并二录一致后，“复核”会自动放开。</source>
        <translation>When both keyings agree, the recheck opens.</translation>
    </message>
    <message>
        <source>去录分</source>
        <translation>Key marks</translation>
    </message>
    <message>
        <source>再录一遍{trade}的 {count} 份评分表</source>
        <translation>Key {count} sheets of {trade} a second time</translation>
    </message>
    <message>
        <source>第二遍要换人录；两遍一致才算数。</source>
        <translation>By another person; they count when both agree.</translation>
    </message>
    <message>
        <source>去二录</source>
        <translation>Key again</translation>
    </message>
    <message>
        <source>核对{trade} {count} 份两遍不一致的评分表</source>
        <translation>Settle {count} sheets of {trade} that differ</translation>
    </message>
    <message>
        <source>看纸面原件，第三次键入的值算数。</source>
        <translation>Look at the paper; the third keying counts.</translation>
    </message>
    <message>
        <source>去核对</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>复核{trade}，还差 {count} 份</source>
        <translation>Recheck {trade}, {count} sheets to go</translation>
    </message>
    <message>
        <source>抽检样本全部核完才能锁定。</source>
        <translation>Results can be locked once the sample is done.</translation>
    </message>
    <message>
        <source>去复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>锁定{trade}的成绩</source>
        <translation>Lock the results of {trade}</translation>
    </message>
    <message>
        <source>裁判长和监督两人签字；锁定后才能解密、排名。</source>
        <translation>Chief judge and supervisor sign; then decode and rank.</translation>
    </message>
    <message>
        <source>去锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>解密{trade}的密号</source>
        <translation>Decode the codes of {trade}</translation>
    </message>
    <message>
        <source>裁判长和监督同场，只做一次，全程记录。</source>
        <translation>Chief judge and supervisor together, once, on record.</translation>
    </message>
    <message>
        <source>去解密</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>裁定{trade}的 {count} 处同分</source>
        <translation>Rule on {count} ties of {trade}</translation>
    </message>
    <message>
        <source>裁定要写理由；裁定完才能确认名次。</source>
        <translation>Each ruling needs a reason; then places are confirmed.</translation>
    </message>
    <message>
        <source>去裁定</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>确认{trade}的名次与奖项</source>
        <translation>Confirm places and awards of {trade}</translation>
    </message>
    <message>
        <source>确认后可以公示、打印证书。</source>
        <translation>Then the list can be posted and certificates printed.</translation>
    </message>
    <message>
        <source>去确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>打印{trade}的 {count} 张证书</source>
        <translation>Print {count} certificates of {trade}</translation>
    </message>
    <message>
        <source>先打校准页，再试打一张。</source>
        <translation>Calibration page first, then one trial sheet.</translation>
    </message>
    <message>
        <source>去打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>导出成绩包上报</source>
        <translation>Export the result bundle</translation>
    </message>
    <message>
        <source>写到U盘，读回核对，再打印回执。</source>
        <translation>Written to the stick, read back, then the receipt.</translation>
    </message>
    <message>
        <source>去上报</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>这场竞赛的事都做完了</source>
        <translation>Everything of this contest is done</translation>
    </message>
    <message>
        <source>需要改正时，从“复核”办理更正。</source>
        <translation>To correct something, start from Recheck.</translation>
    </message>
    <message>
        <source>{trade}&#x3000;成绩不能锁定</source>
        <translation>{trade}: results cannot be locked</translation>
    </message>
    <message>
        <source>还缺签字；锁定后才能解密、排名</source>
        <translation>A signature is missing; decode and ranking wait for the lock</translation>
    </message>
    <message>
        <source>去签字</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;两遍录入 {count} 格不一致</source>
        <translation>{trade} {things}: {count} cells differ</translation>
    </message>
    <message>
        <source>看纸面原件，再键入一次</source>
        <translation>Look at the paper, key it once more</translation>
    </message>
    <message>
        <source>看原件</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;极差超限</source>
        <translation>{trade} {things}: spread over the limit</translation>
    </message>
    <message>
        <source>等裁判长复议：维持或重新打分，都要写理由</source>
        <translation>The chief judge keeps or re-marks, with a reason</translation>
    </message>
    <message>
        <source>去复议</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;{count} 格字迹不清</source>
        <translation>{trade} {things}: {count} cells hard to read</translation>
    </message>
    <message>
        <source>请原裁判认一认，再提交</source>
        <translation>Ask the judge, then submit</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 人未检录</source>
        <translation>{trade}: {count} not checked in</translation>
    </message>
    <message>
        <source>{things}</source>
        <translation>{things}</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 份报名待审核</source>
        <translation>{trade}: {count} entries undecided</translation>
    </message>
    <message>
        <source>通过或退回后，名单才能封闭</source>
        <translation>The list closes when all are decided</translation>
    </message>
    <message>
        <source>{trade}&#x3000;复核错误率超过上限</source>
        <translation>{trade}: too many errors in the recheck</translation>
    </message>
    <message>
        <source>全部评分表要重新复核</source>
        <translation>All sheets must be rechecked</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 处同分未裁定</source>
        <translation>{trade}: {count} ties open</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 件申诉未答复</source>
        <translation>{trade}: {count} appeals open</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Deal with it</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 件现场情况未处理</source>
        <translation>{trade}: {count} incidents open</translation>
    </message>
    <message>
        <source>没有备份U盘</source>
        <translation>No backup stick</translation>
    </message>
    <message>
        <source>成绩仍存在本机；插上U盘会自动备份</source>
        <translation>Marks are on this computer; a stick is used as soon as it is in</translation>
    </message>
    <message>
        <source>去选盘</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>操作记录的链条断了</source>
        <translation>The record&apos;s chain is broken</translation>
    </message>
    <message>
        <source>文件可能在程序外被改动；请停止录入并联系技术人员</source>
        <translation>The file may have been changed outside; stop and call your technician</translation>
    </message>
    <message>
        <source>看断点</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>没有签名钥匙</source>
        <translation>No signing key</translation>
    </message>
    <message>
        <source>没有钥匙不能上报；请插上钥匙盘或新建钥匙</source>
        <translation>Reports need one; insert the key stick or make a key</translation>
    </message>
    <message>
        <source>{trade}&#x3000;评分标准加不到满分</source>
        <translation>{trade}: the scheme does not add up</translation>
    </message>
    <message>
        <source>去改标准</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>各工种</source>
        <translation>all trades</translation>
    </message>
    <message>
        <source>等待</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>{count} 处</source>
        <translation>{count} open</translation>
    </message>
    <message>
        <source>{trade}，{stage}：{state}，{figures}</source>
        <translation>{trade}, {stage}: {state}, {figures}</translation>
    </message>
    <message>
        <source>{people} 人</source>
        <translation>{people} people</translation>
    </message>
    <message>
        <source>{people} 人 · {sittings} 场</source>
        <translation>{people} · sittings: {sittings}</translation>
    </message>
    <message>
        <source>{trade}第 {sitting} 场</source>
        <translation>{trade}, sitting {sitting}</translation>
    </message>
    <message>
        <source>照现在的速度，约 {minutes} 分钟。</source>
        <translation> About {minutes} minutes at this pace.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{time} 截止</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>{stage}第 {sitting} 场</source>
        <translation>{stage} {sitting}</translation>
    </message>
</context>
<context>
    <name>ComingPage</name>
    <message>
        <source>现在可以用命令 jiangping roster import 导入报名表，数据写进同一份竞赛文件。</source>
        <translation>Meanwhile the command jiangping roster import imports entry lists into this same file.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping checkin 和 jiangping draw 检录、抽签，数据写进同一份竞赛文件。</source>
        <translation>Meanwhile the commands jiangping checkin and jiangping draw do it in this same file.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping marks import 导入理论成绩，数据写进同一份竞赛文件。</source>
        <translation>Meanwhile the command jiangping marks import imports theory results into this same file.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping marks import 导入评分，数据写进同一份竞赛文件。</source>
        <translation>Meanwhile the command jiangping marks import imports marks into this same file.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping recheck、lock、decode 复核、锁定、解密，两人在场的要求不变。</source>
        <translation>Meanwhile the commands jiangping recheck, lock and decode do it; two people are needed there too.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping standings 和 jiangping explain 看名次和来由。</source>
        <translation>Meanwhile the commands jiangping standings and jiangping explain show places and why.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping certificates 生成证书 PDF。</source>
        <translation>Meanwhile the command jiangping certificates makes the PDF.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping export 导出成绩包，用 jiangping verify 核对。</source>
        <translation>Meanwhile the command jiangping export writes the bundle and jiangping verify checks it.</translation>
    </message>
    <message>
        <source>现在可以用命令 jiangping audit 校验操作记录。</source>
        <translation>Meanwhile the command jiangping audit checks the record.</translation>
    </message>
    <message>
        <source>“{page}”这一页在这个版本里还没有做好。</source>
        <translation>The page “{page}” is not ready in this version.</translation>
    </message>
    <message>
        <source>回到看板</source>
        <translation>Back to the board</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>“{action}”在这一页没有用处。</source>
        <translation>“{action}” has no use on this page.</translation>
    </message>
    <message>
        <source>换页</source>
        <translation>Change page</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>ContestPage</name>
    <message>
        <source>正在打开竞赛…</source>
        <translation>Opening the contest…</translation>
    </message>
    <message>
        <source>比赛日看板</source>
        <translation>Board of the day</translation>
    </message>
    <message>
        <source>换页</source>
        <translation>Change page</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>这个版本还没有看板。</source>
        <translation>This version has no board yet.</translation>
    </message>
    <message>
        <source>左边各页可以直接打开，按键是 Ctrl+2 到 Ctrl+9 和 Ctrl+0。</source>
        <translation>The pages on the left open directly: Ctrl+2 to Ctrl+9 and Ctrl+0.</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>上次程序没有正常结束</source>
        <translation>The program did not end well last time</translation>
    </message>
    <message>
        <source>程序自己出错了</source>
        <translation>The program itself went wrong</translation>
    </message>
    <message>
        <source>已打钩的分数都已写进硬盘，没有丢失；正在键入的那一格请核对一遍。请把下面的内容交给技术人员，里面没有选手资料和成绩。</source>
        <translation>Every mark with a tick is on disk, none is lost; check the cell you were typing. Please pass the text below to your technician; it holds no people and no results.</translation>
    </message>
    <message>
        <source>出错报告</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>复制报告</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>打开记录文件夹</source>
        <translation>Open the log folder</translation>
    </message>
    <message>
        <source>继续工作</source>
        <translation>Go on working</translation>
    </message>
</context>
<context>
    <name>DemoBand</name>
    <message>
        <source>演示竞赛：人员和成绩都是虚构的。打印件带“演示”水印，不能上报。</source>
        <translation>Demo contest: people and results are invented. Prints are marked as demo; nothing can be reported.</translation>
    </message>
    <message>
        <source>退出演示</source>
        <translation>Leave the demo</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>没有找到。可以输姓名、密号、页名或功能名。</source>
        <translation>Nothing found. Try a name, a code, a page or an action.</translation>
    </message>
</context>
<context>
    <name>KeyOverlay</name>
    <message>
        <source>所有页面</source>
        <translation>On every page</translation>
    </message>
    <message>
        <source>按任意键收起</source>
        <translation>Any key puts this away</translation>
    </message>
    <message>
        <source>这一页没有自己的按键。</source>
        <translation>This page has no keys of its own.</translation>
    </message>
</context>
<context>
    <name>LockCover</name>
    <message>
        <source>屏幕已锁定</source>
        <translation>The screen is locked</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>屏幕已锁定</source>
        <translation>The screen is locked</translation>
    </message>
    <message>
        <source>已录入的内容都已存好。请输入 PIN 继续。</source>
        <translation>Everything keyed is stored. Type your PIN to go on.</translation>
    </message>
    <message>
        <source>现在由谁操作？</source>
        <translation>Who is at the keyboard?</translation>
    </message>
    <message>
        <source>每个人用自己的 PIN，操作记录里写的就是这个人。</source>
        <translation>Everyone uses a PIN of their own; the record names that person.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>开始操作</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>请输入 PIN。</source>
        <translation>Type the PIN.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>匠评 · 职业技能竞赛现场评判系统</source>
        <translation>Jiangping, on-site judging for skill contests</translation>
    </message>
    <message>
        <source>{contest} · 匠评</source>
        <translation>{contest} · Jiangping</translation>
    </message>
    <message>
        <source>{role} · {machine}</source>
        <translation>{role} · {machine}</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>各工种进度</source>
        <translation>Progress by trade</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
</context>
<context>
    <name>MatrixCard</name>
    <message>
        <source>各工种进度</source>
        <translation>Progress by trade</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>收起提示</source>
        <translation>Put the message away</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>按紧急程度</source>
        <translation>Most urgent first</translation>
    </message>
    <message>
        <source>现在没有要处理的事。</source>
        <translation>Nothing to deal with just now.</translation>
    </message>
    <message>
        <source>需要处理&#x3000;{count} 件</source>
        <translation>To deal with: {count}</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>竞赛文件 (*.contest)</source>
        <translation>Contest file (*.contest)</translation>
    </message>
    <message>
        <source>打开竞赛文件或备份</source>
        <translation>Open a contest file or a backup</translation>
    </message>
    <message>
        <source>还没有登记人员，不能锁屏。先在竞赛设置里登记人员和 PIN。</source>
        <translation>Nobody is registered, so the screen cannot be locked. Register people and PINs in the contest&apos;s settings first.</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>这份竞赛还没有登记人员。先在竞赛设置里登记人员和 PIN。</source>
        <translation>Nobody is registered in this contest yet. Register people and PINs in its settings first.</translation>
    </message>
    <message>
        <source>这个版本的窗口里还不能直接打开演示竞赛。先用命令 jiangping demo 生成到一个文件夹，再打开其中的 demo.contest。</source>
        <translation>This version&apos;s window cannot open the demo by itself yet. Let the command jiangping demo make it in a folder, then open demo.contest there.</translation>
    </message>
    <message>
        <source>新建竞赛的页面还没有做好。先用命令 jiangping new 从定义文件建立，再打开那份竞赛文件。</source>
        <translation>The page for a new contest is not ready yet. Make one from a definition with the command jiangping new, then open its file.</translation>
    </message>
    <message>
        <source>省级汇总的页面还没有做好。先用命令 jiangping receive 收成绩包，每个文件都有一行结果。</source>
        <translation>The office&apos;s page is not ready yet. Receive bundles with the command jiangping receive; each file gets a line.</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>{name}，{role}</source>
        <translation>{name}, {role}</translation>
    </message>
    <message>
        <source>还没有人登录</source>
        <translation>Nobody has logged in</translation>
    </message>
    <message>
        <source>{person}&#x3000;换人 F10</source>
        <translation>{person}  Switch person F10</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>约剩 {seconds} 秒</source>
        <translation>about {seconds} s left</translation>
    </message>
    <message>
        <source>约剩 {minutes} 分钟</source>
        <translation>about {minutes} min left</translation>
    </message>
    <message>
        <source>正在停下…</source>
        <translation>Stopping…</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>…&#x3000;还有 {count} 项</source>
        <translation>… and {count} more</translation>
    </message>
    <message>
        <source>将写入操作记录：</source>
        <translation>Will stand in the record:</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>竞赛</source>
        <translation>Contest</translation>
    </message>
    <message>
        <source>报名</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>检录抽签</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>理论</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已签字锁定</source>
        <translation>Signed and locked</translation>
    </message>
    <message>
        <source>还差 {count} 项</source>
        <translation>{count} to go</translation>
    </message>
    <message>
        <source>{count} 处要人决定</source>
        <translation>{count} to decide</translation>
    </message>
    <message>
        <source>{count} 处两遍录入不一致</source>
        <translation>{count} where the keyings differ</translation>
    </message>
    <message>
        <source>{count} 处被卡住</source>
        <translation>{count} blocked</translation>
    </message>
    <message>
        <source>等上一步；可以先打开看看要做什么</source>
        <translation>Waits for an earlier step; open it to see which</translation>
    </message>
    <message>
        <source>还有 {count} 人待审核</source>
        <translation>{count} entries undecided</translation>
    </message>
    <message>
        <source>还有 {count} 人没有检录</source>
        <translation>{count} not checked in</translation>
    </message>
    <message>
        <source>还有 {count} 人没有理论成绩</source>
        <translation>{count} without a theory result</translation>
    </message>
    <message>
        <source>还差 {count} 份评分表</source>
        <translation>{count} score sheets to go</translation>
    </message>
    <message>
        <source>{count} 处同分要裁定</source>
        <translation>{count} ties to rule on</translation>
    </message>
    <message>
        <source>还有 {count} 张证书没有打印</source>
        <translation>{count} certificates not printed</translation>
    </message>
    <message>
        <source>还有 {count} 个成绩包没有导出</source>
        <translation>{count} bundles not exported</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>请选择理由</source>
        <translation>Choose a reason</translation>
    </message>
    <message>
        <source>补充说明</source>
        <translation>In your own words</translation>
    </message>
    <message>
        <source>理由会写进操作记录，以后不能改。</source>
        <translation>The reason stands in the record and cannot be changed later.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>No reason yet. Choose one or write a sentence.</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开 {name}</source>
        <translation>Open {name}</translation>
    </message>
    <message>
        <source>文件不在原处。插上存它的U盘后再打开。</source>
        <translation>Not where it was. Insert its stick, then open it.</translation>
    </message>
    <message>
        <source>{month} 月 {day} 日 {time}</source>
        <translation>{day}/{month} {time}</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>尚未登记人员</source>
        <translation>nobody registered yet</translation>
    </message>
</context>
<context>
    <name>SafetyCard</name>
    <message>
        <source>数据安全</source>
        <translation>Safety of the data</translation>
    </message>
</context>
<context>
    <name>SafetyLines</name>
    <message>
        <source>本机自动保存</source>
        <translation>Saved here</translation>
    </message>
    <message>
        <source>U盘备份</source>
        <translation>Backup stick</translation>
    </message>
    <message>
        <source>还没有备份</source>
        <translation>no backup yet</translation>
    </message>
    <message>
        <source>U盘“{name}”</source>
        <translation>Stick “{name}”</translation>
    </message>
    <message>
        <source>操作记录校验</source>
        <translation>Record checked</translation>
    </message>
    <message>
        <source>有断点</source>
        <translation>broken</translation>
    </message>
    <message>
        <source>{count} 条无断点</source>
        <translation>{count} entries, unbroken</translation>
    </message>
    <message>
        <source>签名钥匙</source>
        <translation>Signing key</translation>
    </message>
    <message>
        <source>不在位</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>在位</source>
        <translation>present</translation>
    </message>
    <message>
        <source>在位 · 至 {until}</source>
        <translation>present · until {until}</translation>
    </message>
</context>
<context>
    <name>SecondPersonDialog</name>
    <message>
        <source>{name}的 PIN</source>
        <translation>PIN of {name}</translation>
    </message>
    <message>
        <source>第二个人</source>
        <translation>Second person</translation>
    </message>
    <message>
        <source>第二个人的 PIN</source>
        <translation>PIN of the second person</translation>
    </message>
    <message>
        <source>操作人</source>
        <translation>Person acting</translation>
    </message>
    <message>
        <source>操作人 PIN</source>
        <translation>PIN of the person acting</translation>
    </message>
    <message>
        <source>在场的第二个人</source>
        <translation>Second person present</translation>
    </message>
    <message>
        <source>第二个人 PIN</source>
        <translation>PIN of the second person</translation>
    </message>
    <message>
        <source>没有另一位有权限的人。请先在“设置”里登记第二个人。</source>
        <translation>There is no second person with the right. Register one in the settings first.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>两个人都要输入自己的 PIN。</source>
        <translation>Both must type their PIN.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Ctrl+= 放大，Ctrl+- 缩小</source>
        <translation>Ctrl+= larger, Ctrl+- smaller</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Extra large</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>打印件不受影响</source>
        <translation>Prints are not affected</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>马上生效，数据不动</source>
        <translation>At once; data stay as they are</translation>
    </message>
    <message>
        <source>本机设置</source>
        <translation>Settings of this computer</translation>
    </message>
    <message>
        <source>只管这台电脑，不跟着竞赛文件走。</source>
        <translation>They belong to this computer and do not travel with a contest file.</translation>
    </message>
    <message>
        <source>关闭设置</source>
        <translation>Close the settings</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>最近</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>打开过的竞赛会列在这里。</source>
        <translation>Contests you have opened will stand here.</translation>
    </message>
    <message>
        <source>匠评</source>
        <translation>Jiangping</translation>
    </message>
    <message>
        <source>职业技能竞赛现场评判系统</source>
        <translation>On-site judging for skill contests</translation>
    </message>
    <message>
        <source>打开演示竞赛</source>
        <translation>Open the demo contest</translation>
    </message>
    <message>
        <source>3 个工种、72 人，人员都是虚构的。5 分钟打出第一张证书。</source>
        <translation>3 trades, 72 invented people. The first certificate in 5 minutes.</translation>
    </message>
    <message>
        <source>新建竞赛</source>
        <translation>New contest</translation>
    </message>
    <message>
        <source>6 步，约 10 分钟。可从去年的竞赛复制设置。</source>
        <translation>6 steps, about 10 minutes. Settings can be copied from last year&apos;s.</translation>
    </message>
    <message>
        <source>打开竞赛文件或备份</source>
        <translation>Open a contest file or a backup</translation>
    </message>
    <message>
        <source>U盘、硬盘均可。备份打开的是副本，原件不动。</source>
        <translation>From a stick or the disk. Of a backup a copy is opened.</translation>
    </message>
    <message>
        <source>省级汇总…</source>
        <translation>Provincial office…</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Settings…</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>正在处理…</source>
        <translation>Working…</translation>
    </message>
    <message>
        <source>每一步都自动保存</source>
        <translation>Every step is saved by itself</translation>
    </message>
    <message>
        <source>已自动保存 {time}</source>
        <translation>Saved {time}</translation>
    </message>
</context>
<context>
    <name>Timetable</name>
    <message>
        <source>现在 {time}</source>
        <translation>now {time}</translation>
    </message>
</context>
<context>
    <name>TimetableCard</name>
    <message>
        <source>还没有日程。在竞赛设置里填写场次时间。</source>
        <translation>No timetable yet. Fill in the sittings&apos; times in the settings.</translation>
    </message>
    <message>
        <source>今天&#x3000;{month} 月 {day} 日&#x3000;{weekday}</source>
        <translation>Today, {weekday} {day}/{month}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>查选手、密号、功能</source>
        <translation>People, codes, actions</translation>
    </message>
</context>
<context>
    <name>TradeChooser</name>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 人</source>
        <translation>{trade} ({count})</translation>
    </message>
</context>
<context>
    <name>grid</name>
    <message>
        <source>上一份</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>缺考 / 弃权…</source>
        <translation>Absent / withdrawn…</translation>
    </message>
    <message>
        <source>先打开一份评分表</source>
        <translation>Open a score sheet first</translation>
    </message>
    <message>
        <source>提交 {code}</source>
        <translation>Submit {code}</translation>
    </message>
    <message>
        <source>直接重打即可。</source>
        <translation>Just type again.</translation>
    </message>
    <message>
        <source>这一格还没有内容，没有存入</source>
        <translation>The cell is empty, nothing was stored</translation>
    </message>
    <message>
        <source>要清空这一格，请按 Delete。</source>
        <translation>To clear the cell press Delete.</translation>
    </message>
    <message>
        <source>不能小于 {limit}，没有存入</source>
        <translation>Below {limit}, not stored</translation>
    </message>
    <message>
        <source>最多 {count} 位小数，没有存入</source>
        <translation>At most {count} decimals, not stored</translation>
    </message>
    <message>
        <source>“{text}”不是用时，没有存入</source>
        <translation>“{text}” is no time, not stored</translation>
    </message>
    <message>
        <source>只键入数字：13120 就是 01:31:20。</source>
        <translation>Digits only: 13120 is 01:31:20.</translation>
    </message>
    <message>
        <source>这里只有合格与不合格，没有存入</source>
        <translation>Only pass or fail here, not stored</translation>
    </message>
    <message>
        <source>合格键入 1，不合格键入 0。</source>
        <translation>1 for pass, 0 for fail.</translation>
    </message>
    <message>
        <source>扣分只能从目录里选，没有存入</source>
        <translation>Deductions come from the list only, not stored</translation>
    </message>
    <message>
        <source>键入目录里的序号，再键入次数。</source>
        <translation>Type the number in the list, then how often.</translation>
    </message>
    <message>
        <source>“{text}”不是数，没有存入</source>
        <translation>“{text}” is no number, not stored</translation>
    </message>
    <message>
        <source>只键入数字和小数点。</source>
        <translation>Digits and a point only.</translation>
    </message>
    <message>
        <source>最高 {limit} 级，没有存入</source>
        <translation>The top level is {limit}, not stored</translation>
    </message>
    <message>
        <source>超过配分 {limit}，没有存入</source>
        <translation>Above the maximum {limit}, not stored</translation>
    </message>
    <message>
        <source>直接重打即可。若是 {value}，请键入小数点。</source>
        <translation>Just type again. For {value}, type the point.</translation>
    </message>
    <message>
        <source>最近的是 {below} 和 {above}。直接重打即可。</source>
        <translation>The nearest are {below} and {above}. Just type again.</translation>
    </message>
    <message>
        <source>只收整数，没有存入</source>
        <translation>Whole numbers only, not stored</translation>
    </message>
    <message>
        <source>要按 {step} 一档，没有存入</source>
        <translation>Steps of {step}, not stored</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>评分点</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>暂计</source>
        <translation>So far</translation>
    </message>
    <message>
        <source>{total} / {maximum}</source>
        <translation>{total} / {maximum}</translation>
    </message>
    <message>
        <source>录完</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>未录完</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>已录 {filled} / {cells} 格</source>
        <translation>{filled} of {cells} cells</translation>
    </message>
    <message>
        <source>当前格</source>
        <translation>This cell</translation>
    </message>
    <message>
        <source>{name}：{requirement}</source>
        <translation>{name}: {requirement}</translation>
    </message>
    <message>
        <source>配分</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>最小间隔</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>极差上限</source>
        <translation>Spread limit</translation>
    </message>
    <message>
        <source>各裁判打分</source>
        <translation>Judges&apos; marks</translation>
    </message>
    <message>
        <source>待处理</source>
        <translation>To deal with</translation>
    </message>
    <message>
        <source>还有 {count} 处。</source>
        <translation>{count} more.</translation>
    </message>
    <message>
        <source>复议…</source>
        <translation>Decide…</translation>
    </message>
    <message>
        <source>看纸重录；仍看不清，问裁判。</source>
        <translation>Look at the paper again; if still unclear, ask the judge.</translation>
    </message>
    <message>
        <source>看纸再录一遍，以纸为准。</source>
        <translation>Key it once more from the paper; the paper counts.</translation>
    </message>
    <message>
        <source>去这一格</source>
        <translation>Go to the cell</translation>
    </message>
    <message>
        <source>{number}&#x3000;{name}&#x3000;{points}</source>
        <translation>{number}  {name}  {points}</translation>
    </message>
    <message>
        <source>{low}～{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <source>裁判{seat} 给 {value}，其余 {rest}。评价要由裁判组重新打。</source>
        <translation>Judge {seat} gave {value}, the others {rest}. The panel must mark this again.</translation>
    </message>
    <message>
        <source>裁判{seat} 给 {value}，其余 {rest}。请裁判长复议：维持，或重新打分。</source>
        <translation>Judge {seat} gave {value}, the others {rest}. The chief judge keeps it or has it marked again.</translation>
    </message>
    <message>
        <source>{sentence}。{advice}</source>
        <translation>{sentence}. {advice}</translation>
    </message>
    <message>
        <source>评分表已锁定，没有存入</source>
        <translation>The sheet is locked, nothing was stored</translation>
    </message>
    <message>
        <source>要改请走更正：写明原因，两人确认。</source>
        <translation>To change it, make a correction: a reason and two people.</translation>
    </message>
    <message>
        <source>整份是{status}，没有存入</source>
        <translation>The whole sheet is {status}, nothing was stored</translation>
    </message>
    <message>
        <source>要录分请先按 F9 改回正常。</source>
        <translation>To enter marks, set it back with F9 first.</translation>
    </message>
    <message>
        <source>{place} 没有打分，因为：</source>
        <translation>{place} has no mark because:</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>{place} 扣分（现为 {stored}）</source>
        <translation>{place} deductions (now {stored})</translation>
    </message>
    <message>
        <source>缺评</source>
        <translation>no mark</translation>
    </message>
    <message>
        <source>回避</source>
        <translation>recused</translation>
    </message>
    <message>
        <source>不适用</source>
        <translation>n/a</translation>
    </message>
    <message>
        <source>缺考</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>迟到取消</source>
        <translation>late</translation>
    </message>
    <message>
        <source>弃权</source>
        <translation>withdrawn</translation>
    </message>
    <message>
        <source>中途退赛</source>
        <translation>retired</translation>
    </message>
    <message>
        <source>取消资格</source>
        <translation>disqualified</translation>
    </message>
    <message>
        <source>打</source>
        <translation>M</translation>
    </message>
    <message>
        <source>评</source>
        <translation>J</translation>
    </message>
    <message>
        <source>测</source>
        <translation>R</translation>
    </message>
    <message>
        <source>扣</source>
        <translation>D</translation>
    </message>
    <message>
        <source>时</source>
        <translation>T</translation>
    </message>
    <message>
        <source>数</source>
        <translation>N</translation>
    </message>
    <message>
        <source>({value})</source>
        <translation>({value})</translation>
    </message>
    <message>
        <source>裁判{seat}</source>
        <translation>Judge {seat}</translation>
    </message>
    <message>
        <source>{aspect} · {judge}</source>
        <translation>{aspect} · {judge}</translation>
    </message>
    <message>
        <source>{aspect} {name}，{value}</source>
        <translation>{aspect} {name}, {value}</translation>
    </message>
    <message>
        <source>{aspect} {name}，{judge}，{value}</source>
        <translation>{aspect} {name}, {judge}, {value}</translation>
    </message>
    <message>
        <source>{cell}，字迹不清</source>
        <translation>{cell}, hard to read</translation>
    </message>
    <message>
        <source>{cell}，{state}</source>
        <translation>{cell}, {state}</translation>
    </message>
    <message>
        <source>没有写进硬盘，请换U盘或检查磁盘</source>
        <translation>Not on disk: change the stick or check the disk</translation>
    </message>
    <message>
        <source>剪贴板里没有可以粘贴的表格</source>
        <translation>The clipboard holds no table</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>极差</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>≤ {limit}</source>
        <translation>≤ {limit}</translation>
    </message>
    <message>
        <source>{filled} / {cells} 项</source>
        <translation>{filled} / {cells}</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>这一行各裁判共用一格，只收一个值</source>
        <translation>The judges share one cell in this row; one value only</translation>
    </message>
    <message>
        <source>超出这份评分表</source>
        <translation>outside this sheet</translation>
    </message>
    <message>
        <source>这一格已标为{word}</source>
        <translation>this cell is marked {word}</translation>
    </message>
    <message>
        <source>粘贴到 {code}？</source>
        <translation>Paste into {code}?</translation>
    </message>
    <message>
        <source>不能存入的格</source>
        <translation>Cells that cannot be stored</translation>
    </message>
    <message>
        <source>剪贴板上 {all} 格：{good} 格可以存入，其中 {over} 格改写旧值；{bad} 格不能存入。</source>
        <translation>{all} cells in the clipboard: {good} can be stored, {over} of them over old values; {bad} cannot.</translation>
    </message>
    <message>
        <source>将要粘贴的格</source>
        <translation>Cells to be pasted</translation>
    </message>
    <message>
        <source>共用格</source>
        <translation>shared</translation>
    </message>
    <message>
        <source>{old} → {new}</source>
        <translation>{old} → {new}</translation>
    </message>
    <message>
        <source>第 {line} 行第 {column} 列</source>
        <translation>line {line}, column {column}</translation>
    </message>
    <message>
        <source>{place}&#x3000;“{text}”&#x3000;{reason}</source>
        <translation>{place}  “{text}”  {reason}</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>有 {count} 格不能存入</source>
        <translation>{count} cells cannot be stored</translation>
    </message>
    <message>
        <source>只存正确的 {count} 格</source>
        <translation>Store the {count} good ones</translation>
    </message>
    <message>
        <source>存入 {count} 格</source>
        <translation>Store {count} cells</translation>
    </message>
    <message>
        <source>没有扣分：Enter 存入</source>
        <translation>No deduction: Enter stores</translation>
    </message>
    <message>
        <source>{name} × {count}：Enter 加入</source>
        <translation>{name} × {count}: Enter adds</translation>
    </message>
    <message>
        <source>{name}：键入次数</source>
        <translation>{name}: how often?</translation>
    </message>
    <message>
        <source>{items}：Enter 存入，或再键入序号</source>
        <translation>{items}: Enter stores, or type a number</translation>
    </message>
    <message>
        <source>键入序号；没有扣分键入 0</source>
        <translation>Type a number; 0 for none</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{entry}&#x3000;已选 {count} 次</source>
        <translation>{entry}  taken {count}×</translation>
    </message>
    <message>
        <source>密号或扫码</source>
        <translation>Code or scan</translation>
    </message>
    <message>
        <source>{code}，{state}</source>
        <translation>{code}, {state}</translation>
    </message>
    <message>
        <source>评分表</source>
        <translation>Score sheets</translation>
    </message>
    <message>
        <source>{done} / {all} 份</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>没有密号“{code}”。请再看一眼纸上的密号。</source>
        <translation>No code “{code}”. Look at the code on the paper again.</translation>
    </message>
    <message>
        <source>第一遍录入</source>
        <translation>First keying</translation>
    </message>
    <message>
        <source>待二录</source>
        <translation>Second due</translation>
    </message>
    <message>
        <source>第二遍录入</source>
        <translation>Second keying</translation>
    </message>
    <message>
        <source>两录不一</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>两遍一致</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>已复核</source>
        <translation>Rechecked</translation>
    </message>
    <message>
        <source>{count} 格不一致</source>
        <translation>{count} differ</translation>
    </message>
    <message>
        <source>录入中</source>
        <translation>keying</translation>
    </message>
    <message>
        <source>二录中</source>
        <translation>keying again</translation>
    </message>
    <message>
        <source>已锁定，只能更正</source>
        <translation>Locked: corrections only</translation>
    </message>
    <message>
        <source>已经提交，要改请先退回</source>
        <translation>Submitted: reopen it to change</translation>
    </message>
    <message>
        <source>差 {count} 格</source>
        <translation>{count} cells</translation>
    </message>
    <message>
        <source>{count} 处极差待复议</source>
        <translation>{count} spreads</translation>
    </message>
    <message>
        <source>{count} 格字迹不清</source>
        <translation>{count} hard to read</translation>
    </message>
    <message>
        <source>{count} 格两录不一</source>
        <translation>{count} that differ</translation>
    </message>
    <message>
        <source>还{list}，才能提交</source>
        <translation>Open before submitting: {list}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>裁判{seat} {value}</source>
        <translation>judge {seat} {value}</translation>
    </message>
    <message>
        <source>各裁判打分：{marks}</source>
        <translation>Judges&apos; marks: {marks}</translation>
    </message>
    <message>
        <source>没有写进硬盘，还在重试。请检查磁盘。</source>
        <translation>Not on disk, trying again. Check the disk.</translation>
    </message>
    <message>
        <source>{who}，{when} 存入</source>
        <translation>{who}, stored {when}</translation>
    </message>
    <message>
        <source>之前是 {before}</source>
        <translation>before: {before}</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>saved</translation>
    </message>
    <message>
        <source>正在保存</source>
        <translation>saving</translation>
    </message>
    <message>
        <source>没有写进硬盘</source>
        <translation>not on disk</translation>
    </message>
    <message>
        <source>没有存入</source>
        <translation>not stored</translation>
    </message>
    <message>
        <source>用时 {time}</source>
        <translation>time {time}</translation>
    </message>
    <message>
        <source>裁判 {count} 人</source>
        <translation>{count} judges</translation>
    </message>
    <message>
        <source>{judges} · {rule}</source>
        <translation>{judges} · {rule}</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>pass</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>fail</translation>
    </message>
    <message>
        <source>差 {count}</source>
        <translation>{count} short</translation>
    </message>
    <message>
        <source>未录</source>
        <comment>sheet</comment>
        <translation>not marked</translation>
    </message>
    <message>
        <source>{place} 字迹不清</source>
        <translation>{place} hard to read</translation>
    </message>
    <message>
        <source>{place} 两录不一</source>
        <translation>{place} differs</translation>
    </message>
    <message>
        <source>{place} 极差过大</source>
        <translation>{place} spread too wide</translation>
    </message>
    <message>
        <source>{place} 极差 {spread} &gt; {limit}</source>
        <translation>{place} spread {spread} &gt; {limit}</translation>
    </message>
    <message>
        <source>极差 {count} 处</source>
        <translation>{count} spread</translation>
    </message>
    <message>
        <source>还有 {list}，才能提交</source>
        <translation>Still open: {list}</translation>
    </message>
</context>
</TS>
