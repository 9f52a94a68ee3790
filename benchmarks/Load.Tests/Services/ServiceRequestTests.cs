using Harness.Load.Services;

namespace Harness.Load.Tests.Services;

public sealed class ServiceRequestTests
{
    [TestCase("GET", false)]
    [TestCase("head", false)]
    [TestCase("POST", true)]
    [TestCase("options", true)]
    public void Only_GET_and_HEAD_change_nothing(string method, bool mayChange) =>
        ServiceRequest.Parse("web/shop", null, method, null).MayChange.ShouldBe(mayChange);

    [TestCase(null, "/")]
    [TestCase("items?page=2", "/items?page=2")]
    [TestCase("/a%20b", "/a%20b")]
    public void A_path_begins_with_a_slash(string? path, string asked) =>
        ServiceRequest.Parse("web/shop", path, null, null).Path.ShouldBe(asked);

    [TestCase("//elsewhere.example/x", "http://127.0.0.1:30080//elsewhere.example/x")]
    [TestCase("/a?b", "http://127.0.0.1:30080/a?b")]
    public void A_path_never_names_another_server(string path, string asked) =>
        ServiceRequest.Parse("web/shop", path, null, null).At(new Uri("http://127.0.0.1:30080/base")).AbsoluteUri.ShouldBe(asked);

    [TestCase("/a b", null, "--path /a b: escape blanks")]
    [TestCase("/ü", null, "--path /ü: escape blanks")]
    [TestCase("/a/../b", null, "--path /a/../b: a segment . or ..")]
    [TestCase("/a\r\nX: y", null, "escape blanks")]
    [TestCase(null, "CONNECT", "--method CONNECT: not a method")]
    [TestCase(null, "GET / HTTP/1.1", "not a method")]
    [TestCase(null, "", "--method : not a method")]
    public void What_cannot_be_sent_is_bad_input(string? path, string? method, string complaint)
    {
        var refused = Should.Throw<HarnessException>(() => ServiceRequest.Parse("web/shop", path, method, null));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldContain(complaint);
    }

    [Test]
    public void A_body_is_what_the_file_holds_and_a_missing_one_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\"a\":1}");
            ServiceRequest.Parse("web/shop", null, "POST", file).Body.ToArray().ShouldBe("{\"a\":1}"u8.ToArray());
        }
        finally
        {
            File.Delete(file);
        }

        Should.Throw<HarnessException>(() => ServiceRequest.Parse("web/shop", null, "POST", file))
            .Message.ShouldStartWith($"--body {file} cannot be read: ");
    }
}
