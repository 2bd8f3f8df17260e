"""Mail domains where anybody can have an address: such an address is known whole or not at all."""

from __future__ import annotations

_DOMAINS = """
    126.com 163.com a1.net abv.bg alice.it aliceadsl.fr aliyun.com aol.com aon.at arcor.de arnet.com.ar
    att.net azet.sk bbox.fr bellsouth.net bigpond.com bk.ru bluewin.ch blueyonder.co.uk bol.com.br
    bredband.net btinternet.com centrum.cz charter.net chello.at citromail.hu clix.pt club-internet.fr
    comcast.net comhem.se cox.net daum.net disroot.org docomo.ne.jp earthlink.net eircom.net email.cz
    email.it ezweb.ne.jp fastmail.com fastwebnet.it foxmail.com free.fr freemail.hu freenet.de gazeta.pl
    gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.eu gmx.fr gmx.net gmx.us googlemail.com hanmail.net
    hetnet.nl hey.com hispeed.ch home.nl hotmail.be hotmail.co.uk hotmail.com hotmail.de hotmail.es
    hotmail.fr hotmail.it hotmail.nl hushmail.com icloud.com inbox.lv interia.pl inwind.it iol.it iol.pt
    juno.com kpnmail.nl laposte.net libero.it list.ru live.co.uk live.com live.com.au live.de live.fr
    live.it live.nl mac.com mail.bg mail.com mail.de mail.ru mailbox.org mailfence.com me.com msn.com
    nate.com naver.com neuf.fr ntlworld.com numericable.fr o2.pl onet.pl online.de op.pl optonline.net
    orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.it planet.nl pm.me poczta.fm post.cz
    posteo.de proton.me protonmail.com qq.com rambler.ru rediffmail.com riseup.net rocketmail.com
    rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be
    softbank.ne.jp sohu.com spray.se startmail.com sunrise.ch sympatico.ca t-online.de talktalk.net
    telefonica.net telenet.be telia.com terra.es tin.it tiscali.it tlen.pl tuta.com tuta.io tutanota.com
    uol.com.br upcmail.nl verizon.net vip.qq.com virgilio.it virginmedia.com wanadoo.fr web.de wp.pl
    xs4all.nl ya.com yahoo.ca yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.com.mx
    yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it yandex.com yandex.ru yeah.net ymail.com ziggo.nl
    zoho.com
"""
PUBLIC_MAIL_DOMAINS = frozenset(_DOMAINS.split())
