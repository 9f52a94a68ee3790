using Harness.Images;

namespace Harness.Tests.Images;

internal sealed class ImageReplacementsTests
{
    private static readonly string Digest = $"sha256:{new string('a', 64)}";

    [Test]
    public void No_words_replace_nothing() => ImageReplacements.Parse("--image", []).ShouldBeSameAs(ImageReplacements.None);

    [Test]
    public void Each_word_names_an_image_and_what_takes_its_place() =>
        ImageReplacements.Parse("--image", ["nginx=registry.example:5000/nginx:1", $"prometheus = prom:3@{Digest}"]).ShouldBe(
            new Dictionary<string, string> { ["nginx"] = "registry.example:5000/nginx:1", ["prometheus"] = $"prom:3@{Digest}" },
            ignoreOrder: true);

    [TestCase("nginx", "--image nginx: not NAME=REFERENCE, e.g. nginx=")]
    [TestCase("nginx=", "--image nginx=: not NAME=REFERENCE")]
    [TestCase("", "--image : not NAME=REFERENCE")]
    [TestCase("nginx=a b", "--image nginx=a b: not NAME=REFERENCE")]
    [TestCase("nginx=a@sha256:0a", "--image nginx=a@sha256:0a: after the @ comes no digest")]
    [TestCase("nginx=a@latest", "--image nginx=a@latest: after the @ comes no digest")]
    [TestCase("apache=httpd:2", "--image apache=httpd:2: no image is called \"apache\"; known: nginx, prometheus")]
    [TestCase("Nginx=nginx:1", "--image Nginx=nginx:1: no image is called \"Nginx\"; known: nginx, prometheus")]
    public void Any_other_word_is_bad_input(string word, string message)
    {
        var refused = Should.Throw<HarnessException>(() => ImageReplacements.Parse("--image", [word]));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith(message);
    }

    [Test]
    public void An_image_given_twice_is_bad_input() =>
        Should.Throw<HarnessException>(() => ImageReplacements.Parse("HARNESS_IMAGES", ["nginx=a", "nginx=b"]))
            .Message.ShouldBe("HARNESS_IMAGES nginx=b: \"nginx\" is given twice");
}
