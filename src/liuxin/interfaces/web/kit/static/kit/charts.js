/* Lines over time. Data come from json_script blocks, colours from the tokens, so that light, dark and print need no
   second definition. A gap stays a gap: nothing is smoothed, bridged or stacked. */
(function () {
  "use strict";
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue("--lx-" + name).trim();
  const data = (id) => {
    const block = document.getElementById(id);
    return block ? JSON.parse(block.textContent) : null;
  };

  function theme() {
    const text = { color: css("c-axis"), fontFamily: css("sans"), fontSize: 12 };
    const axis = {
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: text,
      nameTextStyle: text,
      splitLine: { lineStyle: { color: css("c-grid"), width: 1 } },
    };
    const line = { show: true, lineStyle: { color: css("line-2") } };
    return {
      color: [1, 2, 3, 4, 5, 6].map((i) => css("c" + i)),
      backgroundColor: "transparent",
      textStyle: { fontFamily: css("sans"), color: css("ink-2") },
      animationDuration: 200,
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      categoryAxis: Object.assign({}, axis, { splitLine: { show: false }, axisLine: line }),
      valueAxis: axis,
      line: { symbol: "circle", symbolSize: 5, smooth: false, connectNulls: false, lineStyle: { width: 2 } },
      tooltip: {
        renderMode: "richText",
        confine: true,
        backgroundColor: css("raised"),
        borderColor: css("line-2"),
        borderWidth: 1,
        padding: [8, 10],
        textStyle: { color: css("ink"), fontSize: 12, fontFamily: css("sans") },
        axisPointer: { lineStyle: { color: css("edge"), type: "dashed" } },
      },
    };
  }

  /* the interval as a band: an unseen line at its lower end, and the height of the interval stacked on it */
  function band(d, color) {
    const unseen = { type: "line", stack: "band", symbol: "none", lineStyle: { opacity: 0 }, silent: true, animation: false };
    const height = d.high.map((high, i) => (high === null || d.low[i] === null ? null : high - d.low[i]));
    return [
      Object.assign({}, unseen, { data: d.low.map((low, i) => (d.high[i] === null ? null : low)) }),
      Object.assign({}, unseen, { data: height, areaStyle: { color: color, opacity: 0.17 } }),
    ];
  }

  function target(d) {
    if (d.target === null) return undefined;
    return {
      symbol: "none",
      silent: true,
      lineStyle: { color: css("ink-3"), type: [2, 3], width: 1 },
      label: { position: "end", formatter: d.targetName, color: css("ink-3"), fontSize: 11, lineHeight: 14 },
      data: [{ yAxis: d.target }],
    };
  }

  function chosen(d) {
    if (d.chosen.length < 2) return undefined;
    return {
      silent: true,
      itemStyle: { color: css("sunken"), opacity: 0.7 },
      label: { color: css("ink-3"), fontSize: 11, position: "insideBottom" },
      data: [[{ name: d.chosenName, xAxis: d.chosen[0] }, { xAxis: d.chosen[d.chosen.length - 1] }]],
    };
  }

  /* a measure over time: points, band, n under each period, gaps, one target */
  function trend(element, d) {
    const chart = echarts.init(element, theme(), { renderer: "svg" });
    const color = css("c1");
    const hollow = { color: css("surface"), borderColor: color, borderWidth: 1.5 };
    const narrow = element.clientWidth < 480;
    // Labels are as wide as their longest line: as many as fit, counted from the last.
    const longest = Math.max(...d.x.map((_, i) => Math.max(String(d.short[i]).length, String(d.n[i]).length)));
    const every = Math.max(1, Math.ceil((d.x.length * (longest * 6.5 + 6)) / (element.clientWidth - 110)));
    const size = (i) => (d.chosen.length === 1 && d.chosen[0] === d.x[i] ? 11 : 6);
    const points = d.value.map((value, i) => ({ value: value, symbolSize: size(i), itemStyle: d.few[i] ? hollow : {} }));
    chart.setOption({
      grid: { left: narrow ? 44 : 52, right: d.target === null ? 24 : 58, top: 20, bottom: 44 },
      xAxis: {
        type: "category",
        data: d.x,
        axisLabel: {
          lineHeight: 16,
          fontSize: 11,
          interval: (i) => (d.x.length - 1 - i) % every === 0,
          formatter: (name, i) => d.short[i] + "\n" + d.n[i],
        },
      },
      yAxis: { type: "value", min: d.min, max: d.max, scale: true, axisLabel: { formatter: "{value}" + d.unit } },
      tooltip: { trigger: "axis", formatter: (points) => d.said[points[0].dataIndex] },
      series: [
        ...band(d, color),
        { type: "line", name: d.name, data: points, color: color, markLine: target(d), markArea: chosen(d) },
      ],
    });
    return chart;
  }

  const charts = [];
  function draw() {
    charts.splice(0).forEach((chart) => chart.dispose());
    document.querySelectorAll("[data-trend]").forEach((element) => {
      charts.push(trend(element, data(element.dataset.trend)));
    });
  }
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  addEventListener("lx-theme", draw);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
  else draw();
})();
