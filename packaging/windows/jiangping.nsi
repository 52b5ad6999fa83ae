; The Windows installer: for one person, without administrator rights and without a network. Build it where the
; frozen program was built, or anywhere else that has NSIS 3, with packaging/windows_installer.py.
Unicode true
!ifndef VERSION | PROGRAM | OUT | ICON ; any of them missing
  !error "call packaging/windows_installer.py, which gives VERSION, PROGRAM, OUT and ICON"
!endif
!include "MUI2.nsh"
!include "x64.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"

!define NAME "匠评"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Jiangping"
!define CLASSES "Software\Classes"

Name "${NAME}"
BrandingText "${NAME} Jiangping ${VERSION}"
OutFile "${OUT}\jiangping-${VERSION}-windows-x64-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Jiangping"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME} Jiangping"
VIAddVersionKey "FileDescription" "${NAME} 安装程序"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\jiangping.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString TooOld ${LANG_SIMPCHINESE} "匠评需要 Windows 10（1809）或更新的 64 位系统，本机不符合，没有安装任何文件。$\n$\n请换一台 Windows 10/11 电脑；Windows 7 和 8 不支持。"
LangString TooOld ${LANG_ENGLISH} "Jiangping needs 64-bit Windows 10 (1809) or newer. This computer does not fit; nothing was installed.$\n$\nPlease use a computer with Windows 10 or 11; Windows 7 and 8 are not supported."
LangString IsRunning ${LANG_SIMPCHINESE} "匠评正在运行。请先关闭它（成绩都已自动保存），再点“重试”。"
LangString IsRunning ${LANG_ENGLISH} "Jiangping is running. Close it first (all marks are saved), then press Retry."
LangString Kept ${LANG_SIMPCHINESE} "程序已卸载。竞赛文件还在“文档\匠评”文件夹里，没有动。"
LangString Kept ${LANG_ENGLISH} "The program was removed. Contest files are still in the folder Documents\匠评, untouched."
LangString Contest ${LANG_SIMPCHINESE} "匠评竞赛文件"
LangString Contest ${LANG_ENGLISH} "Jiangping contest"
LangString Bundle ${LANG_SIMPCHINESE} "匠评成绩包"
LangString Bundle ${LANG_ENGLISH} "Jiangping result bundle"
LangString Pack ${LANG_SIMPCHINESE} "匠评竞赛包"
LangString Pack ${LANG_ENGLISH} "Jiangping contest pack"

; A program file that is in use cannot be opened for writing: no tool and no plug-in is needed to see that.
!macro RefuseWhileRunning
  ${Do}
    ClearErrors
    ${IfNot} ${FileExists} "$INSTDIR\jiangping.exe"
      ${ExitDo}
    ${EndIf}
    FileOpen $0 "$INSTDIR\jiangping.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY +2
    Quit
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${AtLeastBuild} 17763
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

!macro Associate ENDING KIND TEXT
  WriteRegStr HKCU "${CLASSES}\.${ENDING}" "" "Jiangping.${KIND}"
  WriteRegStr HKCU "${CLASSES}\Jiangping.${KIND}" "" "${TEXT}"
  WriteRegStr HKCU "${CLASSES}\Jiangping.${KIND}\DefaultIcon" "" "$INSTDIR\jiangping.exe,0"
  WriteRegStr HKCU "${CLASSES}\Jiangping.${KIND}\shell\open\command" "" '"$INSTDIR\jiangping.exe" "%1"'
!macroend

!macro Forget ENDING KIND
  ReadRegStr $0 HKCU "${CLASSES}\.${ENDING}" ""
  ${If} $0 == "Jiangping.${KIND}"
    DeleteRegKey HKCU "${CLASSES}\.${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\Jiangping.${KIND}"
!macroend

Section
  !insertmacro RefuseWhileRunning
  ; The folder is the program's alone: files of an older version must not be found beside the new ones.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\jiangping.exe"
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\jiangping.exe"
  !insertmacro Associate "contest" "Contest" "$(Contest)"
  !insertmacro Associate "crb" "Bundle" "$(Bundle)"
  !insertmacro Associate "cpk" "Pack" "$(Pack)"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME} Jiangping"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\jiangping.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME} Jiangping"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\jiangping.exe"
  Delete "$INSTDIR\jiangping-verbs.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro Forget "contest" "Contest"
  !insertmacro Forget "crb" "Bundle"
  !insertmacro Forget "cpk" "Pack"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  MessageBox MB_OK|MB_ICONINFORMATION "$(Kept)" /SD IDOK
SectionEnd
