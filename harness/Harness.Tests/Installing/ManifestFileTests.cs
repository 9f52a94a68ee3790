using Harness.Installing;

namespace Harness.Tests.Installing;

internal sealed class ManifestFileTests
{
    [Test]
    public void Every_document_is_an_object()
    {
        var manifest = ManifestFile.Parse("c.yaml", """
            # a comment
            apiVersion: v1
            kind: Namespace
            metadata: {name: edge}
            ---
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: controller
              namespace: edge
              annotations: {port: "80"}
            """);

        manifest.Objects.Select(one => $"{one}").ShouldBe(["Namespace edge", "Deployment edge/controller"]);
        manifest.Objects[1].ApiVersion.ShouldBe("apps/v1");
        manifest.Objects[1].Yaml.ShouldContain("port: \"80\"");
        manifest.Objects[1].Yaml.ShouldNotContain("kind: Namespace");
        manifest.Objects.Select(one => (one.IsGround, one.RunsPods)).ShouldBe([(true, false), (false, true)]);
    }

    [TestCase("kind: [", "manifest c.yaml is not YAML: line 2: ")]
    [TestCase("kind: [a, b\nmetadata: }\n", "manifest c.yaml is not YAML: ")]
    [TestCase("", "manifest c.yaml holds no object")]
    [TestCase("---\n# nothing\n", "manifest c.yaml holds no object")]
    [TestCase("hello", "manifest c.yaml: document 1 lacks apiVersion, kind or metadata.name")]
    [TestCase("- a\n- b", "manifest c.yaml: document 1 lacks")]
    [TestCase(
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Service", "manifest c.yaml: document 2 lacks")]
    public void Anything_else_is_bad_input(string text, string message)
    {
        var refused = Should.Throw<HarnessException>(() => ManifestFile.Parse("c.yaml", text));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith(message);
    }

    [Test]
    public void So_is_a_file_that_is_not_there() =>
        Should.Throw<HarnessException>(() => ManifestFile.Read("/no/such.yaml"))
            .Message.ShouldStartWith("manifest /no/such.yaml cannot be read: ");
}
