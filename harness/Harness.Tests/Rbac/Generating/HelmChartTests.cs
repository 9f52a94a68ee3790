using System.Text.RegularExpressions;
using Harness.Rbac.Generating;

namespace Harness.Tests.Rbac.Generating;

/// <summary>Helm itself is not asked here: the templates are held to the few expressions that this test can put in itself.</summary>
internal sealed partial class HelmChartTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["{{ .Release.Namespace }}"] = "shop",
        ["{{ index .Values.namespaces \"billing\" }}"] = "billing",
        ["{{ index .Values.images \"hello-app\" \"hello\" }}"] = "registry.example/hello:1.0",
        ["{{ `{{` }}"] = "{{",
    };

    [Test]
    public void Chart_and_values_are_what_helm_expects()
    {
        var chart = HelmChart.Of(SampleAccess.Rich(), "hello-access", "1.2.0");

        chart.Files["Chart.yaml"].ShouldBe("""
            apiVersion: v2
            name: hello-access
            description: "Who may do what in namespace shop"
            type: application
            version: "1.2.0"

            """);
        chart.Files["values.yaml"].ShouldBe("""
            images:
              hello-app:
                hello: "registry.example/hello:1.0"
            namespaces:
              billing: billing

            """);
    }

    [Test]
    public void Without_images_and_other_namespaces_there_are_no_values() =>
        HelmChart.Of(SampleAccess.Small(), "hello-access").Files["values.yaml"].ShouldBe("{}\n");

    [Test]
    public void Namespaces_are_the_releases_own() =>
        HelmChart.Of(SampleAccess.Small(), "hello-access").Files["templates/consumers/consumer.yaml"].ShouldContain("""
            subjects:
            - kind: ServiceAccount
              name: consumer
              namespace: '{{ .Release.Namespace }}'
            """);

    [Test]
    public void The_templates_with_the_expressions_put_in_by_this_test_are_the_kustomize_bases_objects()
    {
        var templates = HelmChart.Of(SampleAccess.Rich(), "hello-access").Files.Where(
            file => file.Key.StartsWith("templates/", StringComparison.Ordinal));
        var substituted = templates.ToDictionary(
            file => file.Key["templates/".Length..],
            file => Quotes().Replace(Expression().Replace(file.Value, match => Known[match.Value]), "$1"));

        var files = KustomizeBase.Of(SampleAccess.Rich()).Files.Where(file => file.Key != "kustomization.yaml");
        substituted.ShouldBe(files.ToDictionary(file => file.Key, file => Quotes().Replace(file.Value, "$1")), ignoreOrder: true);
    }

    [Test]
    public void The_same_access_gives_the_same_bytes() =>
        HelmChart.Of(SampleAccess.Rich(), "hello-access").Files.ShouldBe(HelmChart.Of(SampleAccess.Rich(), "hello-access").Files);

    [TestCase("Hello")]
    [TestCase("hello_access")]
    [TestCase("")]
    public void A_name_that_helm_would_not_take_is_bad_input(string name) =>
        Should.Throw<HarnessException>(() => HelmChart.Of(SampleAccess.Small(), name)).Kind.ShouldBe(FailureKind.BadInput);

    /// <summary>Up to the first end of an expression, as Go's template engine reads it, but for text in backticks.</summary>
    [GeneratedRegex(@"\{\{ (`\{\{`|[^`]*?) \}\}")]
    private static partial Regex Expression();

    /// <summary>Quotes around what an expression stood for, which are single ones in the templates.</summary>
    [GeneratedRegex("(?<=(?:namespace|image): )['\"]?([^'\"\n]*)['\"]?(?=\n)")]
    private static partial Regex Quotes();
}
