<?xml version="1.0" encoding="UTF-8"?>
<!-- The page for people, from the XML report (report.rng). Text is only ever put out as text; addresses
     become links only if they begin with http: or https:. No inline style: the policy forbids it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
<xsl:strip-space elements="*"/>
<xsl:preserve-space elements="text value"/>
<xsl:param name="style"/>
<xsl:param name="script"/>
<xsl:param name="policy"/>

<!-- more than this many places fold away -->
<xsl:variable name="few" select="4"/>
<!-- what the same cause quotes from the same place, to quote it once -->
<xsl:key name="quoted" match="cause/for/cite[text] | cause/against/cite[text] | cause/missing/cite[text]"
	use="concat(generate-id(../..), ' ', @place, ' ', text)"/>
<xsl:variable name="incident" select="/report/runs/run[@incident]"/>
<xsl:variable name="open" select="/report/problems/problem[not(@explained-by)]"/>
<xsl:variable name="folded" select="/report/problems/problem[@explained-by]"/>

<xsl:template match="/report">
<html lang="en">
<head>
	<meta http-equiv="Content-Security-Policy" content="{$policy}"/>
	<meta name="viewport" content="width=device-width, initial-scale=1"/>
	<meta name="generator" content="wbtriage"/>
	<meta name="referrer" content="no-referrer"/>
	<title><xsl:call-template name="server"/>: backup triage</title>
	<style><xsl:value-of select="$style"/></style>
</head>
<body>
	<a class="skip" href="#verdict">Skip to the verdict</a>
	<header>
		<h1><xsl:call-template name="server"/></h1>
		<ul class="facts">
			<xsl:for-each select="host/@shown-os | host/@shown-role"><li><xsl:value-of select="."/></li></xsl:for-each>
			<xsl:if test="host/@domain"><li>domain <xsl:value-of select="host/@domain"/></li></xsl:if>
			<xsl:if test="bundle/@name"><li>bundle <xsl:value-of select="bundle/@name"/></li></xsl:if>
			<xsl:if test="time/@shown"><li>evidence ends <xsl:value-of select="time/@shown"/></li></xsl:if>
		</ul>
		<xsl:if test="time/note"><p class="soft small"><xsl:value-of select="time/note"/></p></xsl:if>
	</header>
	<main>
		<xsl:call-template name="verdict"/>
		<xsl:apply-templates select="timeline"/>
		<xsl:apply-templates select="$open"/>
		<xsl:if test="$folded"><xsl:call-template name="folded"/></xsl:if>
		<xsl:apply-templates select="unexplained[error]"/>
		<xsl:apply-templates select="harmless[signature]"/>
		<xsl:apply-templates select="collect[ask]"/>
		<xsl:call-template name="not-read"/>
		<xsl:call-template name="basis"/>
	</main>
	<footer>
		<p>
			<xsl:value-of select="outcome/@rules-true"/> rules fit the evidence,
			<xsl:value-of select="outcome/@rules-false"/> do not,
			<xsl:value-of select="outcome/@rules-unknown"/> could not be judged.
			<xsl:if test="outcome/@cited"><xsl:value-of select="outcome/@cited"/>. </xsl:if>
			<xsl:if test="knowledge/@failed &gt; 0"><strong><xsl:value-of select="knowledge/@failed"/> could not be loaded. </strong></xsl:if>
			<xsl:value-of select="tool/@name"/><xsl:if test="tool/@version"><xsl:text> </xsl:text><xsl:value-of select="tool/@version"/></xsl:if>
			<xsl:if test="knowledge/@version">, knowledge <xsl:value-of select="knowledge/@version"/></xsl:if>
			<xsl:if test="knowledge/@sha256">, SHA-256 <code><xsl:value-of select="knowledge/@sha256"/></code></xsl:if>
		</p>
	</footer>
	<div id="live" class="live" role="status" aria-live="polite"></div>
	<script><xsl:value-of select="$script"/></script>
</body>
</html>
</xsl:template>

<xsl:template name="server">
	<xsl:choose>
		<xsl:when test="host/@name"><xsl:value-of select="host/@name"/></xsl:when>
		<xsl:otherwise>Server not named</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- ids of sections come from positions, never from the evidence -->
<xsl:template name="problem-id">problem-<xsl:value-of select="count(preceding-sibling::problem) + 1"/></xsl:template>
<xsl:template name="cause-id"><xsl:for-each select=".."><xsl:call-template name="problem-id"/></xsl:for-each>-cause-<xsl:value-of select="count(preceding-sibling::cause) + 1"/></xsl:template>

<xsl:template name="verdict">
	<section id="verdict" aria-labelledby="verdict-title" class="card">
		<h2 id="verdict-title"><xsl:value-of select="outcome/@shown"/></h2>
		<xsl:if test="not(outcome/@evidence)">
			<p>Nothing was collected that could be judged. This is no statement about the server.</p>
		</xsl:if>
		<xsl:for-each select="$incident"><xsl:call-template name="incident"/></xsl:for-each>
		<xsl:for-each select="/report/runs/run[@later]"><p>A later backup completed:</p><xsl:call-template name="incident"/></xsl:for-each>
		<xsl:if test="not($incident) and outcome/@evidence"><p class="soft">No failed backup run was found in the evidence.</p></xsl:if>
		<xsl:if test="$open">
			<ol class="verdicts">
				<xsl:for-each select="$open"><xsl:call-template name="verdict-line"/></xsl:for-each>
			</ol>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template name="incident">
	<div class="card incident {@outcome}">
		<p><strong><xsl:value-of select="@shown"/></strong>
			<xsl:if test="@shown-start"> from <xsl:value-of select="@shown-start"/></xsl:if>
			<xsl:if test="@shown-end"> to <xsl:value-of select="@shown-end"/></xsl:if>
			<xsl:if test="@target">, target <code><xsl:value-of select="@target"/></code></xsl:if>
		</p>
		<xsl:if test="code | detail">
			<ul class="codes"><xsl:for-each select="code | detail"><li><xsl:call-template name="code"/></li></xsl:for-each></ul>
		</xsl:if>
		<xsl:call-template name="cites"/>
	</div>
</xsl:template>

<xsl:template name="code">
	<code><xsl:value-of select="@shown"/></code>
	<xsl:if test="@name"><xsl:text> </xsl:text><span class="soft"><xsl:value-of select="@name"/></span></xsl:if>
	<xsl:if test="@meaning"><xsl:text> </xsl:text><xsl:value-of select="@meaning"/></xsl:if>
</xsl:template>

<xsl:template name="verdict-line">
	<xsl:variable name="id"><xsl:call-template name="problem-id"/></xsl:variable>
	<li>
		<span class="badge {@severity}"><xsl:value-of select="@severity"/></span><xsl:text> </xsl:text>
		<a href="#{$id}"><xsl:value-of select="title"/></a>
		<xsl:for-each select="cause[@active]">
			<xsl:variable name="cause"><xsl:call-template name="cause-id"/></xsl:variable>
			<span class="answer"><span class="badge {@status}"><xsl:value-of select="@shown"/></span><xsl:text> </xsl:text>
				<a href="#{$cause}"><xsl:value-of select="title"/>
				<xsl:if test="@subject"> (<xsl:value-of select="@subject"/>)</xsl:if></a>
				<xsl:if test="resolve"><xsl:text> </xsl:text><a class="small" href="#{$cause}-fix">to the fix</a></xsl:if>
			</span>
		</xsl:for-each>
		<xsl:if test="not(cause[@active])"><span class="answer soft">No known cause fits the evidence.</span></xsl:if>
	</li>
</xsl:template>

<xsl:template match="problem">
	<xsl:variable name="id"><xsl:call-template name="problem-id"/></xsl:variable>
	<section id="{$id}" class="card" aria-labelledby="{$id}-title">
		<div class="head">
			<span class="badge {@severity}"><xsl:value-of select="@severity"/></span>
			<h2 id="{$id}-title"><xsl:value-of select="title"/></h2>
			<code class="soft"><xsl:value-of select="@id"/></code>
		</div>
		<xsl:choose>
			<xsl:when test="@seen = 'true'">
				<xsl:for-each select="symptoms"><xsl:call-template name="cites"/></xsl:for-each>
				<xsl:if test="code"><ul class="codes"><xsl:for-each select="code"><li><xsl:call-template name="code"/></li></xsl:for-each></ul></xsl:if>
			</xsl:when>
			<xsl:otherwise><p>The problem itself was not observed (<xsl:value-of select="@shown"/>); its cause was.</p></xsl:otherwise>
		</xsl:choose>
		<xsl:apply-templates select="chain"/>
		<xsl:apply-templates select="cause[@active]"/>
		<xsl:if test="not(cause[@active])"><p class="block"><strong>No known cause fits the evidence.</strong></p></xsl:if>
		<xsl:if test="cause[not(@active)]">
			<details class="more">
				<summary>Other causes considered: <xsl:value-of select="count(cause[not(@active)])"/></summary>
				<xsl:apply-templates select="cause[not(@active)]"/>
			</details>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="chain">
	<div class="block">
		<h3>What led to what</h3>
		<ol class="list">
			<xsl:for-each select="link">
				<li><xsl:value-of select="text"/>
					<span class="soft small"><xsl:text> </xsl:text><xsl:value-of select="@shown"/>
						<xsl:if test="@gap"> (<xsl:value-of select="@gap"/>)</xsl:if>, <span class="place"><xsl:value-of select="cite/@place"/></span></span>
				</li>
			</xsl:for-each>
		</ol>
	</div>
</xsl:template>

<xsl:template match="cause">
	<xsl:variable name="id"><xsl:call-template name="cause-id"/></xsl:variable>
	<article id="{$id}" class="cause {@status}">
		<div class="head">
			<span class="badge {@status}"><xsl:value-of select="@shown"/></span>
			<h3><xsl:value-of select="title"/><xsl:if test="@subject"> (<xsl:value-of select="@subject"/>)</xsl:if></h3>
			<code class="soft"><xsl:value-of select="@id"/></code>
		</div>
		<xsl:if test="explanation"><p><xsl:value-of select="explanation"/></p></xsl:if>
		<xsl:if test="@capped"><p class="soft small">Held back: what is known of it, or seen of its symptom, is too thin for a firmer status.</p></xsl:if>
		<xsl:if test="for"><div class="block"><h4>For</h4><ul class="evidence for"><xsl:apply-templates select="for"/></ul></div></xsl:if>
		<xsl:call-template name="objects"><xsl:with-param name="object" select="for/object"/></xsl:call-template>
		<div class="columns">
			<xsl:if test="against or for"><div class="block"><h4>Against</h4>
				<xsl:if test="not(against)"><p class="soft">nothing</p></xsl:if>
				<xsl:if test="against"><ul class="evidence against"><xsl:apply-templates select="against"/></ul></xsl:if></div></xsl:if>
			<xsl:if test="missing"><div class="block"><h4>Not known</h4><ul class="evidence missing"><xsl:apply-templates select="missing"/></ul></div></xsl:if>
		</div>
		<xsl:if test="against/object or missing/object">
			<xsl:call-template name="objects"><xsl:with-param name="object" select="against/object | missing/object"/></xsl:call-template>
		</xsl:if>
		<xsl:choose>
			<xsl:when test="@active"><xsl:call-template name="repair"/></xsl:when>
			<xsl:when test="resolve"><details class="more"><summary>Repair, if it turns out to be the cause</summary><xsl:call-template name="repair"/></details></xsl:when>
		</xsl:choose>
		<xsl:if test="reference"><div class="block"><h4>References</h4><ul class="list"><xsl:apply-templates select="reference"/></ul></div></xsl:if>
	</article>
</xsl:template>

<xsl:template match="for | against | missing">
	<li>
		<xsl:if test="@absent">not the case: </xsl:if>
		<xsl:value-of select="says"/>
		<xsl:if test="self::missing"><span class="soft"> - <xsl:value-of select="@shown"/></span></xsl:if>
		<xsl:if test="ask"><div class="cmd"><pre><code><xsl:value-of select="ask"/></code></pre></div></xsl:if>
		<xsl:call-template name="cites"/>
	</li>
</xsl:template>

<xsl:template name="cites">
	<xsl:if test="cite">
		<ul class="cites"><xsl:apply-templates select="cite[position() &lt;= $few]"/></ul>
		<xsl:if test="count(cite) &gt; $few">
			<details class="bulk"><summary><xsl:value-of select="count(cite) - $few"/> more place<xsl:if test="count(cite) - $few &gt; 1">s</xsl:if></summary>
				<ul class="cites"><xsl:apply-templates select="cite[position() &gt; $few]"/></ul></details>
		</xsl:if>
		<xsl:if test="@more"><p class="soft small"><xsl:value-of select="@more"/> further places are not listed.</p></xsl:if>
	</xsl:if>
</xsl:template>

<xsl:template match="cite">
	<li>
		<span class="place"><xsl:value-of select="@place"/></span>
		<xsl:if test="@shown"><xsl:text> </xsl:text><span class="soft"><xsl:value-of select="@shown"/></span></xsl:if>
		<xsl:if test="event"><xsl:text> </xsl:text><xsl:value-of select="event/@title"/></xsl:if>
		<xsl:if test="note"><xsl:text> </xsl:text><span class="soft">(<xsl:value-of select="note"/>)</span></xsl:if>
		<xsl:if test="warning"><xsl:text> </xsl:text><strong><xsl:value-of select="warning"/></strong></xsl:if>
		<xsl:variable name="first" select="key('quoted', concat(generate-id(../..), ' ', @place, ' ', text))[1]"/>
		<xsl:choose>
			<xsl:when test="$first and generate-id($first) != generate-id()"><span class="soft"> (quoted above)</span></xsl:when>
			<xsl:otherwise>
				<xsl:if test="text"><code class="quote"><xsl:value-of select="text"/></code></xsl:if>
				<xsl:apply-templates select="event"/>
			</xsl:otherwise>
		</xsl:choose>
	</li>
</xsl:template>

<xsl:template match="event">
	<details class="bulk"><summary>Event fields</summary>
		<div class="wide"><table><tbody>
			<xsl:for-each select="@channel | @provider | @source-name | @id | @level | @computer">
				<tr><th scope="row"><xsl:value-of select="translate(name(), '-', ' ')"/></th><td><code><xsl:value-of select="."/></code></td></tr>
			</xsl:for-each>
			<xsl:for-each select="data">
				<tr><th scope="row">data <xsl:value-of select="position()"/><xsl:if test="@name"><xsl:text> </xsl:text><xsl:value-of select="@name"/></xsl:if></th>
					<td><code class="quote"><xsl:value-of select="value"/></code></td></tr>
			</xsl:for-each>
		</tbody></table></div>
	</details>
	<xsl:if test="xml">
		<details class="bulk"><summary>Event XML</summary><pre class="wide"><xsl:value-of select="xml"/></pre></details>
	</xsl:if>
</xsl:template>

<!-- those with differences decide and come first; the rest folds away -->
<xsl:template name="objects">
	<xsl:param name="object"/>
	<xsl:variable name="differs" select="$object[grant[@met = 'no' or not(@met)]]"/>
	<xsl:variable name="same" select="$object[not(grant[@met = 'no' or not(@met)])]"/>
	<xsl:apply-templates select="$differs[position() &lt;= $few]"/>
	<xsl:if test="count($differs) &gt; $few">
		<details class="bulk more"><summary><xsl:value-of select="count($differs) - $few"/> more objects with differences</summary>
			<xsl:apply-templates select="$differs[position() &gt; $few]"/></details>
	</xsl:if>
	<xsl:if test="$same">
		<details class="bulk more"><summary>Objects that grant what is required: <xsl:value-of select="count($same)"/></summary>
			<xsl:apply-templates select="$same"/></details>
	</xsl:if>
</xsl:template>

<xsl:template match="object">
	<xsl:variable name="same" select="not(grant[@met = 'no' or not(@met)])"/>
	<div class="block wide">
		<table class="acl">
			<caption><code><xsl:value-of select="@path"/></code><xsl:text> </xsl:text><span class="place soft"><xsl:value-of select="cite/@place"/></span>
				<xsl:if test="$same"><xsl:text> </xsl:text><span class="badge good">as required</span></xsl:if></caption>
			<thead><tr><th scope="col">Account</th><th scope="col">Required</th><th scope="col">Observed</th><th scope="col">Result</th></tr></thead>
			<tbody><xsl:apply-templates select="grant"/></tbody>
		</table>
	</div>
</xsl:template>

<xsl:template match="grant">
	<tr>
		<xsl:attribute name="class"><xsl:value-of select="@met"/><xsl:if test="@optional"> optional</xsl:if></xsl:attribute>
		<th scope="row"><xsl:value-of select="@trustee"/></th>
		<td data-name="required"><code><xsl:value-of select="@required"/></code></td>
		<td data-name="observed"><code><xsl:value-of select="@observed"/></code></td>
		<td class="met">
			<xsl:choose>
				<xsl:when test="@met = 'yes'">ok</xsl:when>
				<xsl:when test="not(@met)">not known</xsl:when>
				<xsl:when test="@optional">differs, optional</xsl:when>
				<xsl:otherwise>missing</xsl:otherwise>
			</xsl:choose>
		</td>
	</tr>
</xsl:template>

<xsl:template name="repair">
	<xsl:variable name="id"><xsl:call-template name="cause-id"/></xsl:variable>
	<xsl:for-each select="resolve">
		<div class="block">
			<xsl:if test="position() = 1"><xsl:attribute name="id"><xsl:value-of select="$id"/>-fix</xsl:attribute></xsl:if>
			<h4>Fix: <xsl:value-of select="title"/><xsl:if test="@shown"><xsl:text> </xsl:text><span class="badge warning"><xsl:value-of select="@shown"/></span></xsl:if></h4>
			<xsl:call-template name="steps"/>
		</div>
	</xsl:for-each>
	<xsl:for-each select="verify"><div class="block"><h4>Verify</h4><xsl:call-template name="steps"/></div></xsl:for-each>
	<xsl:for-each select="avoid"><p class="avoid"><strong>Avoid: </strong><xsl:value-of select="."/></p></xsl:for-each>
</xsl:template>

<xsl:template name="steps">
	<xsl:for-each select="text | save | command | undo">
		<xsl:variable name="before" select="name(preceding-sibling::*[1])"/>
		<xsl:choose>
			<xsl:when test="self::text"><p class="step-text"><xsl:value-of select="."/></p></xsl:when>
			<xsl:otherwise>
				<xsl:if test="$before != name()">
					<p class="step"><xsl:choose>
						<xsl:when test="self::save">Save first</xsl:when>
						<xsl:when test="self::undo">To undo</xsl:when>
						<xsl:otherwise>Run</xsl:otherwise>
					</xsl:choose></p>
				</xsl:if>
				<div class="cmd"><pre><code><xsl:value-of select="."/></code></pre></div>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:for-each>
</xsl:template>

<xsl:template match="reference">
	<xsl:variable name="href" select="translate(@href, 'HTPS', 'htps')"/>
	<li><xsl:choose>
		<xsl:when test="starts-with($href, 'https://') or starts-with($href, 'http://')">
			<a href="{@href}" rel="noopener noreferrer"><xsl:value-of select="title"/><xsl:if test="not(title)"><xsl:value-of select="@href"/></xsl:if></a>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="title"/><xsl:text> </xsl:text><code><xsl:value-of select="@href"/></code></xsl:otherwise>
	</xsl:choose></li>
</xsl:template>

<xsl:template name="folded">
	<section class="card" aria-labelledby="folded-title">
		<h2 id="folded-title">Follows from the above</h2>
		<ul class="plain">
			<xsl:for-each select="$folded">
				<li><strong><xsl:value-of select="title"/></strong><span class="soft"> - explained by <code><xsl:value-of select="@explained-by"/></code></span>
					<xsl:for-each select="symptoms"><xsl:call-template name="cites"/></xsl:for-each></li>
			</xsl:for-each>
		</ul>
	</section>
</xsl:template>

<xsl:template match="unexplained">
	<section class="card" aria-labelledby="unexplained-title">
		<h2 id="unexplained-title">Near the failure, not explained by anything known</h2>
		<ul class="plain"><xsl:for-each select="error">
			<li><strong><xsl:value-of select="title"/></strong>
				<xsl:if test="@count &gt; 1"><span class="soft"><xsl:text> </xsl:text>(<xsl:value-of select="@count"/> times)</span></xsl:if>
				<xsl:if test="code"><ul class="codes"><xsl:for-each select="code"><li><xsl:call-template name="code"/></li></xsl:for-each></ul></xsl:if>
				<xsl:call-template name="cites"/></li>
		</xsl:for-each></ul>
	</section>
</xsl:template>

<xsl:template match="harmless">
	<section class="card" aria-labelledby="harmless-title">
		<h2 id="harmless-title">Seen and harmless</h2>
		<ul class="plain"><xsl:for-each select="signature">
			<li><strong><xsl:value-of select="title"/></strong>
				<xsl:if test="@count &gt; 1"><span class="soft"><xsl:text> </xsl:text>(<xsl:value-of select="@count"/> times)</span></xsl:if>
				<xsl:text> </xsl:text><code class="soft"><xsl:value-of select="@id"/></code>
				<p><xsl:value-of select="why"/></p>
				<xsl:call-template name="cites"/>
				<xsl:if test="reference"><ul class="list"><xsl:apply-templates select="reference"/></ul></xsl:if></li>
		</xsl:for-each></ul>
	</section>
</xsl:template>

<xsl:template match="collect">
	<section class="card" aria-labelledby="collect-title">
		<h2 id="collect-title">To collect next, most telling first</h2>
		<ol class="list"><xsl:for-each select="ask">
			<li><xsl:value-of select="why"/><div class="cmd"><pre><code><xsl:value-of select="command"/></code></pre></div></li>
		</xsl:for-each></ol>
	</section>
</xsl:template>

<xsl:template name="diagnostic">
	<tr>
		<td><span class="badge {@level}"><xsl:value-of select="@level"/></span></td>
		<td><span class="place"><xsl:value-of select="@file"/><xsl:if test="@line">:<xsl:value-of select="@line"/></xsl:if><xsl:if test="@record"> #<xsl:value-of select="@record"/></xsl:if></span></td>
		<td><xsl:value-of select="text"/><xsl:if test="detail"><span class="soft">: <xsl:value-of select="detail"/></span></xsl:if></td>
	</tr>
</xsl:template>

<xsl:template name="not-read">
	<xsl:variable name="bad" select="diagnostics/diagnostic[@level != 'note']"/>
	<xsl:variable name="notes" select="diagnostics/diagnostic[@level = 'note']"/>
	<xsl:if test="$bad or $notes">
		<section class="card" aria-labelledby="read-title">
			<h2 id="read-title">Could not be read, or only in part</h2>
			<xsl:if test="$bad"><div class="wide"><table><thead><tr><th scope="col">Level</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
				<tbody><xsl:for-each select="$bad"><xsl:call-template name="diagnostic"/></xsl:for-each></tbody></table></div></xsl:if>
			<xsl:if test="$notes"><details class="more"><summary>Notes: <xsl:value-of select="count($notes)"/></summary>
				<div class="wide"><table><tbody><xsl:for-each select="$notes"><xsl:call-template name="diagnostic"/></xsl:for-each></tbody></table></div></details></xsl:if>
		</section>
	</xsl:if>
</xsl:template>

<xsl:template name="basis">
	<section class="card" aria-labelledby="basis-title">
		<h2 id="basis-title">What this rests on</h2>
		<xsl:if test="coverage/log">
			<div class="wide"><table><caption>Logs</caption>
				<thead><tr><th scope="col">Channel</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Records</th><th scope="col">Covers the failure</th></tr></thead>
				<tbody><xsl:for-each select="coverage/log"><tr>
					<th scope="row"><xsl:value-of select="@channel"/><span class="soft small"><xsl:text> </xsl:text><xsl:value-of select="@file"/></span></th>
					<td><xsl:value-of select="@shown-first"/></td><td><xsl:value-of select="@shown-last"/></td>
					<td><xsl:value-of select="@records"/><xsl:if test="@lost-ids &gt; 0">, <xsl:value-of select="@lost-ids"/> ids missing</xsl:if><xsl:if test="@complete = 'no'">, not complete</xsl:if></td>
					<td><xsl:choose><xsl:when test="@covers-incident"><xsl:value-of select="@covers-incident"/></xsl:when><xsl:otherwise>not known</xsl:otherwise></xsl:choose></td>
				</tr></xsl:for-each></tbody></table></div>
		</xsl:if>
		<xsl:if test="runs/run">
			<details class="more"><summary>Backup runs: <xsl:value-of select="count(runs/run)"/></summary>
				<div class="wide"><table><thead><tr><th scope="col">Run</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Target</th><th scope="col">Result</th></tr></thead>
				<tbody><xsl:for-each select="runs/run"><tr>
					<th scope="row"><xsl:value-of select="@shown"/></th><td><xsl:value-of select="@shown-start"/></td><td><xsl:value-of select="@shown-end"/></td>
					<td><xsl:value-of select="@target"/></td><td><code><xsl:value-of select="code/@shown"/></code></td>
				</tr></xsl:for-each></tbody></table></div></details>
		</xsl:if>
		<details class="more"><summary>Files read: <xsl:value-of select="count(bundle/file)"/></summary>
			<div class="wide"><table><thead><tr><th scope="col">File</th><th scope="col">Recognised as</th><th scope="col">Bytes</th><th scope="col">Observations</th></tr></thead>
			<tbody><xsl:for-each select="bundle/file"><tr>
				<th scope="row"><span class="place"><xsl:value-of select="@path"/></span></th><td><xsl:value-of select="@kind"/></td>
				<td><xsl:value-of select="@bytes"/></td><td><xsl:value-of select="@observations"/></td>
			</tr></xsl:for-each></tbody></table></div></details>
	</section>
</xsl:template>

<!-- the time line: 200 units for names, 1000 for the axis, 30 for each lane -->
<xsl:template match="timeline">
	<xsl:variable name="height" select="count(lane) * 30 + 34"/>
	<section class="card timeline" aria-labelledby="time-title">
		<h2 id="time-title">Time line</h2>
		<div class="wide" tabindex="0" role="region" aria-labelledby="time-title">
		<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1240 {$height}" role="img" aria-label="Backup runs, logs and cited events over time. The lists on this page say the same in words.">
			<xsl:for-each select="tick">
				<line class="grid" x1="{@x + 200}" x2="{@x + 200}" y1="0" y2="{$height - 30}"/>
				<text y="{$height - 12}">
					<xsl:attribute name="x"><xsl:value-of select="@x + 200"/></xsl:attribute>
					<xsl:attribute name="text-anchor"><xsl:choose><xsl:when test="@x = 1000">end</xsl:when><xsl:when test="@x = 0">start</xsl:when><xsl:otherwise>middle</xsl:otherwise></xsl:choose></xsl:attribute>
					<xsl:value-of select="@label"/></text>
			</xsl:for-each>
			<xsl:for-each select="lane">
				<g transform="translate(200 {(position() - 1) * 30})">
					<text class="name" x="-10" y="19" text-anchor="end"><title><xsl:value-of select="@label"/></title>
						<xsl:choose><xsl:when test="string-length(@label) &gt; 27"><xsl:value-of select="substring(@label, 1, 12)"/>...<xsl:value-of select="substring(@label, string-length(@label) - 11)"/></xsl:when>
							<xsl:otherwise><xsl:value-of select="@label"/></xsl:otherwise></xsl:choose></text>
					<xsl:if test="not(span or mark)"><text x="10" y="19">does not reach the time shown</text></xsl:if>
					<xsl:apply-templates select="span"/>
					<xsl:apply-templates select="mark[@kind = 'harmless']"/>
					<xsl:apply-templates select="mark[@kind != 'harmless']"/>
				</g>
			</xsl:for-each>
		</svg>
		</div>
		<ul class="legend" aria-hidden="true">
			<li><svg viewBox="0 0 18 14"><rect class="span-failed" x="1" y="2" width="16" height="10" rx="2"/></svg>failed run</li>
			<li><svg viewBox="0 0 18 14"><rect class="span-ok" x="1" y="2" width="16" height="10" rx="2"/></svg>good run</li>
			<li><svg viewBox="0 0 18 14"><rect class="span-log" x="1" y="2" width="16" height="10" rx="2"/></svg>log reaches</li>
			<li><svg viewBox="0 0 18 14"><circle class="mark-cause" cx="9" cy="7" r="5.5"/></svg>evidence of a cause</li>
			<li><svg viewBox="0 0 18 14"><path class="mark-symptom" d="M9 1l6 6-6 6-6-6z"/></svg>symptom</li>
			<li><svg viewBox="0 0 18 14"><rect class="mark-unexplained" x="4" y="2" width="10" height="10"/></svg>unexplained error</li>
			<li><svg viewBox="0 0 18 14"><path class="mark-harmless" d="M9 2v10"/></svg>harmless</li>
		</ul>
		<xsl:if test="@unplaced"><p class="soft small"><xsl:value-of select="@unplaced"/> local times could not be placed beside UTC ones.</p></xsl:if>
	</section>
</xsl:template>

<xsl:template match="span">
	<xsl:variable name="width"><xsl:choose><xsl:when test="@width &lt; 6">6</xsl:when><xsl:otherwise><xsl:value-of select="@width"/></xsl:otherwise></xsl:choose></xsl:variable>
	<rect class="span-{@kind}" x="{@x}" y="6" width="{$width}" height="18" rx="3"><title><xsl:value-of select="@label"/></title></rect>
</xsl:template>

<xsl:template match="mark">
	<xsl:variable name="title"><xsl:value-of select="@label"/><xsl:if test="@count &gt; 1"> and <xsl:value-of select="@count - 1"/> more</xsl:if></xsl:variable>
	<xsl:choose>
		<xsl:when test="@kind = 'cause'"><circle class="mark-cause" cx="{@x}" cy="15" r="6.5"><title><xsl:value-of select="$title"/></title></circle></xsl:when>
		<xsl:when test="@kind = 'symptom'"><path class="mark-symptom" transform="translate({@x} 15)" d="M0-8l8 8-8 8-8-8z"><title><xsl:value-of select="$title"/></title></path></xsl:when>
		<xsl:when test="@kind = 'unexplained'"><rect class="mark-unexplained" x="{@x - 5}" y="10" width="10" height="10"><title><xsl:value-of select="$title"/></title></rect></xsl:when>
		<xsl:otherwise><path class="mark-harmless" transform="translate({@x} 15)" d="M0-9v18"><title><xsl:value-of select="$title"/></title></path></xsl:otherwise>
	</xsl:choose>
</xsl:template>
</xsl:stylesheet>
