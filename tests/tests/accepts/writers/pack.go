// Packs a folder with Go's archive/zip: pack.go FOLDER, to standard output.
package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
)

func main() {
	folder := os.Args[1]
	archive := zip.NewWriter(os.Stdout)
	check(filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		check(err)
		name, err := filepath.Rel(folder, path)
		check(err)
		if name == "." {
			return nil
		}
		header, err := zip.FileInfoHeader(info)
		check(err)
		header.Name = filepath.ToSlash(name)
		if info.IsDir() {
			header.Name += "/"
		} else {
			header.Method = zip.Deflate
		}
		writer, err := archive.CreateHeader(header)
		check(err)
		if info.IsDir() {
			return nil
		}
		file, err := os.Open(path)
		check(err)
		defer file.Close()
		_, err = io.Copy(writer, file)
		return err
	}))
	check(archive.Close())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
