using System.Text;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>Who answered, from bodies that come in parts.</summary>
public sealed class BodyLabelTests
{
    private const string Body = "Hello, world!\nVersion: 1.0.0\nHostname: hello-1\n";

    [Test]
    public void The_rest_of_the_line_is_read_however_the_body_is_cut()
    {
        for (var cut = 0; cut <= Body.Length; cut++)
            Read(new BodyLabel("Hostname: "), Body[..cut], Body[cut..]).ShouldBe("hello-1", $"cut at {cut}");
    }

    [TestCase("Hostname: a", "a", TestName = "the body's end ends it")]
    [TestCase("Hostname: a\r\nmore", "a", TestName = "so does a carriage return")]
    [TestCase("Hostname: \n", "", TestName = "it may be empty")]
    [TestCase("Host: a\n", null, TestName = "another body has none")]
    [TestCase("", null, TestName = "nor has an empty one")]
    public void Lines_end_where_they_end(string body, string? name) => Read(new BodyLabel("Hostname: "), body).ShouldBe(name);

    [Test]
    public void Only_the_beginning_of_a_body_is_looked_at()
    {
        var label = new BodyLabel("Hostname: ");

        Read(label, new string('x', BodyLabel.Looked - 5), Body).ShouldBeNull();
        Read(label, Body, new string('x', 100_000)).ShouldBe("hello-1");
    }

    [Test]
    public void A_name_is_not_made_again()
    {
        var label = new BodyLabel("Hostname: ");
        var first = Read(label, Body);
        Read(label, "Hostname: hello-2\n").ShouldBe("hello-2");

        Read(label, Body).ShouldBeSameAs(first);
    }

    private static string? Read(BodyLabel label, params string[] parts)
    {
        label.Begin();
        foreach (var part in parts)
            label.Feed(Encoding.UTF8.GetBytes(part));
        return label.Read();
    }
}
