"""Given names that stand alone under a mail: "Petra". Only names that are no word of business as well."""

from __future__ import annotations

from crossdock.reading.mail.word_set import word_set

GIVEN_NAMES = word_set(
    """
    aaron adam adrian agnes ahmed alan albert alex alexander alexandra alfred ali alice alina amanda amy
    ana andrea andreas andrew andy angela angelika anja anke anna anne annette anton antonia antonio
    arne arthur astrid axel barbara beate ben benjamin bernd bernhard bettina birgit björn bob brian
    brigitte bruno carina carl carla carlos carmen carol caroline carsten catherine cecilia charles
    charlotte chen chris christian christiane christina christine christoph christopher claire clara
    claudia claus colin connie cornelia craig daniel daniela dave david debbie deborah denise dennis
    diana dieter dietmar dirk dominik donald doris dorothea doug dylan eduard edward elena eleanor
    elisabeth elizabeth elke ellen emily emma eric erik erika erwin eva evelyn fabian fatima felix fiona
    florian francesca francesco franziska frauke fred friedrich fritz gabi gabriele gareth gary gavin
    geoff georg george gerald gerd gerhard gisela giulia giuseppe graham greg gregor günter günther
    guido gustav hannah hannes hans harald harry hartmut heather heidi heike heinrich heinz helen helga
    helmut henning henrik herbert hermann hilde holger horst howard hubert hugo ian igor ilona ines ingo
    ingrid irene iris isabel isabella ivan ivo jaime james jan jana jane janet janina jasmin jason
    javier jean jeff jennifer jenny jens jeremy jessica jim joachim joan joanna jochen joe joel johan
    johann johanna johannes john jonas jonathan jörg josef joseph juan judith julia julian juliane julie
    jürgen justin jutta kai karen karin karl karsten kate katharina kathrin kathy katja katrin keith ken
    kerstin kevin kim klaus konrad kristin kurt lars laura lea lena leon leonie li linda lisa lorenz
    louise luca lucas lucy ludwig luigi luis lukas lutz magda malte manfred manuel manuela marc marcel
    marco marcus margaret margit maria marianne marie mario marion markus marlene martha martin martina
    mary mathias matt matteo matthew matthias max melanie mia michael michaela michelle miguel mike
    mohammed monika moritz nadine nancy natalie natascha neil nicholas nick nicola nicole nigel niklas
    nils nina nora norbert olaf ole oliver olivia oscar oskar otto pablo pamela patricia patrick paul
    paula pedro peggy pete peter petra phil philip philipp pia pierre rachel rainer ralf ralph raphael
    rebecca regina reinhard renate rené richard rita robert roberto robin roger roland rolf roman ronald
    rosemary rudolf rüdiger ruth ryan sabine sabrina sally sam samantha samuel sandra sara sarah sascha
    sebastian sharon sheila silke silvia simon simone sofia sonja sophia sophie stefan stefanie steffen
    stephan stephanie stephen steve steven stuart susan susanne sven svenja sylvia tanja tatjana ted
    teresa theo theresa thomas thorsten tim timo tina tobias tom tony torsten tracy ulf uli ulrich
    ulrike ursula ute uwe valentin vanessa vera verena veronika victoria viktor vincent volker walter
    wang wendy werner wilfried wilhelm william willi wolfgang xavier yasmin yvonne zhang
    """
)
